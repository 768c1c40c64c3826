/** One stack for all tests that only use one: started for the first that asks, stopped after the last. */
import { after } from "mocha";
import { startStack, type TestStack } from "../helpers/stack.ts";

let running: Promise<TestStack> | undefined;

after("the stack that the tests shared", async function () {
  this.timeout(60_000);
  // One that did not start has failed the test that asked for it.
  const stack = await running?.catch(() => undefined);
  await stack?.stop();
});

/** What runs. Others have used it before: a test compares with what it found. */
export function sharedStack(): Promise<TestStack> {
  running ??= startStack();
  return running;
}
