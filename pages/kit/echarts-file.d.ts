/** One file instead of six hundred: it loads in a tenth of the time. */
declare module 'echarts/dist/echarts.esm.min.mjs' {
  export { init } from 'echarts';
}
