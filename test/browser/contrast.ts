import type { Page } from 'playwright-core';

export interface Contrast {
  text: string;
  ratio: number;
}

/** Runs in the page, hence a text: our own code knows no DOM. The ratio is that of WCAG 2. */
const IN_PAGE = `(() => {
  const channels = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (color) => {
    const [r, g, b] = channels(color).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    if (element === null) return 'rgb(255, 255, 255)';
    const color = getComputedStyle(element).backgroundColor;
    return channels(color)[3] === 0 ? behind(element.parentElement) : color;
  };
  const hasText = ({ childNodes }) => [...childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
  return [...document.body.querySelectorAll('*:not(script)')]
    .filter((element) => hasText(element) && element.checkVisibility())
    .map((element) => {
      const style = getComputedStyle(element);
      const color = element instanceof SVGElement ? style.fill : style.color;
      const [low, high] = [luminance(color), luminance(behind(element))].sort((a, b) => a - b);
      return { text: element.textContent, ratio: (high + 0.05) / (low + 0.05) };
    })
    .sort((a, b) => a.ratio - b.ratio);
})()`;

/** Of all visible texts of a page, also those in drawings: how much they stand out from what is behind them, least first. */
export function contrasts(page: Page): Promise<Contrast[]> {
  return page.evaluate(IN_PAGE);
}
