import fc from 'fast-check';

/** Every test of this round makes its cases from the one seed that `npm run soak` printed. */
fc.configureGlobal({ seed: Number(process.env.SOAK_SEED) });
