// Reviewers sign in and decide what the machine doubts: with the keyboard, on a narrow screen, without a script.
import { axeFaults } from "./axe.mjs";
import { basics, contrasts } from "./inspect.mjs";
import { until, visit, widthFaults } from "./visit.mjs";

export function desks(plan) {
  return [
    { name: "a reviewer decides without a script", run: (browser, faults) => visit(browser, plan.hostile, faults, { width: 320, height: 640, script: false, allowed: refusal }, (page) => decided(page, plan, faults)) },
    { name: "the pages of reviewers are for everybody", run: (browser, faults) => visit(browser, plan.hostile, faults, {}, (page) => looked(page, plan, faults)) },
  ];
}

// What is meant: a wrong password, and a reason without a word.
const refusal = (words) => /(401.*\/sign-in|422.*\/review\/)/.test(words);

async function signIn(page, plan, password = plan.password) {
  await page.locator("#name").fill(plan.reviewer);
  await page.locator("#password").fill(password);
  await page.locator("#password").press("Enter");
  await page.waitForLoadState();
}

async function decided(page, plan, faults) {
  await page.goto(`${plan.hostile}/review?kind=scan`);
  await signIn(page, plan, "not the password");
  faults.equal(await page.locator("#error").count(), 1, "words about a wrong password");
  await signIn(page, plan);
  faults.equal(page.url(), `${plan.hostile}/review?kind=scan`, "where signing in leads");
  faults.equal((await page.context().cookies()).map((c) => `${c.name} ${c.httpOnly} ${c.sameSite}`).join(), "gongkai-session true Lax", "cookies");
  const doubts = page.locator("#list tbody a");
  faults.equal(await doubts.count(), 1, "documents in the queue");
  await widthFaults(page, faults);
  await doubts.first().click();
  const doubt = page.url();
  await until("the archived page", async () => (await page.frameLocator("#evidence").locator("body").innerText()).includes("137"));
  await widthFaults(page, faults);
  await page.locator("input[value=right]").check();
  await page.locator("#reason").fill("   ");
  await page.locator("#evidence-field").fill("文号 7");
  await page.locator("#decide button").click();
  await page.waitForLoadState();
  faults.equal(await page.locator("#error").count(), 1, "words about a reason that says nothing");
  faults.equal(await page.locator("#evidence-field").inputValue(), "文号 7", "what was typed");
  faults.unless(await page.locator("input[value=right]").isChecked(), "what was chosen is gone");
  await widthFaults(page, faults);
  await page.locator("#reason").fill("已对照存档原文");
  await page.locator("#decide button").click();
  await page.waitForLoadState();
  faults.equal(page.url(), `${plan.hostile}/review?kind=scan&recorded=1`, "the queue after its last doubt");
  faults.equal(await page.locator("[role=status]").count(), 1, "words that it was recorded");
  faults.equal(await doubts.count(), 0, "documents in the queue after the decision");
  await page.goto(doubt);
  faults.unless((await page.locator("#reviews").innerText()).includes("已对照存档原文"), "the decision is not shown");
  await page.locator(".desk button").click();
  await page.goto(doubt);
  faults.unless(page.url().startsWith(`${plan.hostile}/sign-in?to=`), "signed out, the doubt is shown");
}

// looked: each page is held to what every page is held to.
async function looked(page, plan, faults) {
  for (const lang of ["", "&lang=en"]) {
    await page.goto(`${plan.hostile}/sign-in?to=%2Freview${lang}`);
    await inspect(page, plan, faults, `desk-sign-in${lang.replace("&lang=", "-")}`);
    await signIn(page, plan);
    const name = page.locator('#list a[href*="/review/name"]');
    faults.equal(await name.count(), 1, "names in the queue");
    await inspect(page, plan, faults, `desk-queue${lang.replace("&lang=", "-")}`);
    const report = (await name.getAttribute("href")).match(/name=([^&]*)/)[1];
    await name.click();
    await inspect(page, plan, faults, `desk-name${lang.replace("&lang=", "-")}`);
    await page.goto(`${plan.hostile}/review/unresolved-${report}-2023/cell?figure=${plan.cell}${lang}`);
    await inspect(page, plan, faults, `desk-doubt${lang.replace("&lang=", "-")}`);
    await page.locator("input[value=wrong]").focus(); // from the choice to the button by the keyboard alone
    const stops = [];
    for (let i = 0; i < 4; i += 1) {
      await page.keyboard.press("Tab");
      stops.push(await page.evaluate(() => document.activeElement.id || document.activeElement.tagName));
    }
    faults.equal(stops.join(" "), "value reason evidence-field BUTTON", "stops of the keyboard");
    await page.locator(".desk button").click();
  }
}

// inspect holds the page that is open to what every page is held to, on two widths.
export async function inspect(page, plan, faults, name) {
  await page.waitForLoadState(); // a click ends when the next page has begun
  const whole = name.endsWith("en"); // the other language has the same marks
  for (const fault of await page.evaluate(basics)) faults.add(`${name}: ${fault}`);
  for (const [width, height] of [[1280, 900], [320, 640]]) {
    await page.setViewportSize({ width, height });
    await widthFaults(page, faults);
    if (whole) await axeFaults(page, faults, width === 1280);
    if (plan.screenshots) await page.screenshot({ path: `${plan.screenshots}/${name}-${width}.png`, fullPage: true });
  }
  for (const colorScheme of whole ? ["dark", "light"] : []) {
    await page.emulateMedia({ colorScheme });
    for (const fault of await page.evaluate(contrasts)) faults.add(`${name}, ${colorScheme}: ${fault}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}
