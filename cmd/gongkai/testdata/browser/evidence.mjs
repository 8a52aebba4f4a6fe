// The archived page beside the figures: what is marked in it, and whether a reader sees that.
import { squeeze, until } from "./visit.mjs";

// marked reads the chosen mark inside the archived page's frame: its text and whether it is in
// sight there. It asks once in the frame and once beside it: it is asked again and again.
export async function marked(page) {
  const mark = await page.frameLocator("#evidence").locator(".gongkai-mark-selected").evaluateAll((all) => {
    if (all.length === 0) return null;
    const { left, top, width, height } = all[0].getBoundingClientRect();
    return { id: all[0].id, text: all.map((e) => e.textContent).join(""), left, top, width, height };
  });
  if (!mark) return null;
  const frame = await page.evaluate(() => {
    const e = document.getElementById("evidence");
    const box = e.getBoundingClientRect();
    return { left: box.left + e.clientLeft, top: box.top + e.clientTop, width: e.clientWidth, height: e.clientHeight };
  });
  // What of the mark is in the frame; a stretch of text may begin at the end of a line.
  const [left, top] = [Math.max(mark.left, 0), Math.max(mark.top, 0)];
  const [width, height] = [Math.min(mark.left + mark.width, frame.width) - left, Math.min(mark.top + mark.height, frame.height) - top];
  return {
    id: mark.id,
    text: mark.text,
    inSight: width >= Math.min(mark.width, 24) && height >= Math.min(mark.height, 16),
    where: `${Math.round(mark.left)},${Math.round(mark.top)} of ${Math.round(mark.width)}×${Math.round(mark.height)} in ${Math.round(frame.width)}×${Math.round(frame.height)}`,
    x: frame.left + left + width / 2,
    y: frame.top + top + height / 2,
  };
}

// Going back without script, the browser brings a frame back the way it kept it: usually as it
// was left, but without its cache of pages, which is off here, at its top. back says so.
//
// chosen waits until a figure is the chosen one and holds that the page says so everywhere:
// address, table, words above the frame, mark in the frame, which is in sight.
export async function chosen(page, report, figure, faults, { back = false } = {}) {
  const what = `${report.id} ${figure.key} (${page.viewportSize().width} px)`;
  const mark = await until(`${what}: the mark in the archived page`, async () => {
    const m = await marked(page);
    return m?.id === figure.key && (m.inSight || back) && m;
  }).catch(async (error) => {
    faults.add(`${error.message}; there is ${JSON.stringify(await marked(page).catch(String))}`);
  });
  if (!mark) return;
  const got = squeeze(mark.text);
  faults.unless(figure.prose ? got.includes(figure.raw) : got === figure.raw, `${what}: the mark says “${got}”, printed is “${figure.raw}”`);
  const address = new URL(page.url());
  faults.equal(address.searchParams.get("figure"), figure.key, `${what}: the address`);
  const said = await page.evaluate(() => ({
    cells: [...document.querySelectorAll("td.fig.selected a[aria-current]")].map((a) => a.dataset.figure).join(),
    current: document.querySelectorAll("[data-figure][aria-current]").length,
    words: document.getElementById("selected").innerText,
    frames: document.querySelectorAll("iframe").length,
    sandbox: document.getElementById("evidence").getAttribute("sandbox"),
  }));
  faults.equal(said.cells, figure.key, `${what}: the chosen cell of the table`);
  faults.equal(said.current, 1, `${what}: current figures`);
  faults.equal(said.frames, 1, `${what}: frames`);
  faults.equal(said.sandbox, "", `${what}: the frame's sandbox`);
  faults.unless(squeeze(said.words).includes(`“${figure.raw}”`) || (figure.prose && said.words.includes("“")), `${what}: the words above the frame do not quote “${figure.raw}”: ${said.words}`);
  if (!back) await inOuterSight(page, mark, what, faults);
}

// inOuterSight: the mark must not only be in sight in its frame, the frame must be so as well,
// and nothing may lie over it.
async function inOuterSight(page, mark, what, faults) {
  const hit = await page.evaluate(({ x, y }) => {
    const top = document.elementFromPoint(x, y);
    return { is: top === document.getElementById("evidence"), at: `${Math.round(x)},${Math.round(y)}`, top: top?.outerHTML.slice(0, 80) };
  }, mark);
  faults.unless(hit.is, `${what}: the mark at ${hit.at} of the window is out of sight or behind ${hit.top}`);
}
