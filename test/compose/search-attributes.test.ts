import { execFile } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { expect, inject, onTestFinished, test } from 'vitest';
import { findTemporalBinary } from '../../local/temporal/binary.ts';
import { SEARCH_ATTRIBUTES } from '../../temporal/search-attributes.ts';
import { testFolder } from '../support/folder.ts';
import { readCompose } from './compose-file.ts';
import { SETTINGS } from './settings.ts';

const KEYWORD = 2;

test("Compose's namespace keeps ended runs for 90 days and knows our search attributes, also when it is made once more", async () => {
  const { 'temporal-namespace': service } = readCompose(SETTINGS).services;
  const [script = ''] = service?.command ?? [];
  const [shell = '', flags = ''] = service?.entrypoint ?? [];
  const namespace = `compose-${process.pid}`;
  const tools = testFolder();
  symlinkSync((await findTemporalBinary()).path, join(tools, 'temporal'));
  const address = inject('temporalAddress');
  const env = { PATH: `${tools}:${process.env.PATH}`, HOME: tools, TEMPORAL_ADDRESS: address };
  const here = script.replaceAll('--namespace contact-dedupe', `--namespace ${namespace}`);
  for (const _ of ['made', 'made once more']) {
    const { stdout } = await promisify(execFile)(shell, [flags, here], { env });
    expect(stdout).not.toContain('by their ids alone');
  }

  const connection = await Connection.connect({ address });
  onTestFinished(() => connection.close());
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(90 * 24 * 3_600);
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  expect(customAttributes).toMatchObject(Object.fromEntries(SEARCH_ATTRIBUTES.map((name) => [name, KEYWORD])));
});
