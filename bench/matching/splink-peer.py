"""Splink 5.0.0 on DuckDB over a file of samples/matching: what `match` is measured beside.

splink-peer.py RECORDS.csv TRUTH.csv  ->  two JSON objects, one a line: rows, seconds, cpu and peak_mib as soon as it is clustered; then f1 by threshold.
Five rules (identifier is not in these files, so birth + first name stands for it), seven comparisons with term frequency on names, u from 1e6
pairs, EM on two rules, clustered at 0.95. Needs a venv with splink==5.0.0 and duckdb==2.0.1.
"""
import json
import resource
import sys
import time
from collections import Counter

import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

THRESHOLDS = [0.5, 0.7, 0.9, 0.95, 0.99, 0.999]


def pairs(n):
    return n * (n - 1) // 2


def f1(clusters, truth):
    cells, by_cluster, by_entity = Counter(), Counter(), Counter()
    for ident, cluster in clusters:
        entity = truth[ident]
        cells[cluster, entity] += 1
        by_cluster[cluster] += 1
        by_entity[entity] += 1
    right = sum(pairs(n) for n in cells.values())
    return 2 * right / (sum(map(pairs, by_cluster.values())) + sum(map(pairs, by_entity.values())))


def main():
    started = time.time()
    records = pd.read_csv(sys.argv[1], dtype=str)
    records = records.rename(columns={"id": "unique_id"})
    for column in ("first_name", "last_name"):
        records[column] = records[column].str.lower()
    records["phone"] = records["phone"].str.replace(r"\D", "", regex=True).str[-10:]
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("first_name", "date_of_birth"),
            block_on("email"),
            block_on("phone"),
            block_on("first_name", "last_name"),
            block_on("last_name", "company"),
        ],
        comparisons=[
            cl.JaroWinklerAtThresholds("first_name", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("last_name", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.LevenshteinAtThresholds("email", [2]),
            cl.LevenshteinAtThresholds("phone", [1, 2]),
            cl.JaroWinklerAtThresholds("company", [0.9]),
            cl.LevenshteinAtThresholds("address", [2]),
        ],
    )
    linker = Linker(DuckDBAPI().register(records), settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("email"), block_on("first_name", "last_name", "date_of_birth")], recall=0.6
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("first_name", "last_name"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("email"))
    predictions = linker.inference.predict(threshold_match_probability=0.5)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predictions, 0.95).as_pandas_dataframe()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = {"seconds": time.time() - started, "cpu": usage.ru_utime + usage.ru_stime, "peak_mib": usage.ru_maxrss / 1024}
    print(json.dumps({"rows": len(records), **spent}), flush=True)
    truth = dict(pd.read_csv(sys.argv[2], dtype=str).itertuples(index=False))
    found = {"0.95": f1(clusters[["unique_id", "cluster_id"]].itertuples(index=False), truth)}
    for threshold in THRESHOLDS:
        if str(threshold) in found:
            continue
        one = linker.clustering.cluster_pairwise_predictions_at_threshold(predictions, threshold).as_pandas_dataframe()
        found[str(threshold)] = f1(one[["unique_id", "cluster_id"]].itertuples(index=False), truth)
    print(json.dumps({"f1": found}))


main()
