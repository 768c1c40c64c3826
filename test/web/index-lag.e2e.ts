import { node, visit } from "./site.ts";

describe("the index", function () {
  this.timeout(300_000);

  it("says by how many blocks it is behind the chain, until it has caught up", async () => {
    const { page } = await visit("/");
    await page.getByText("up to date").waitFor();
    const banner = page.getByRole("status").getByText(/\d+ blocks behind/);
    // One by one: many at once have no parent's hash on this node, which no index takes.
    while (!(await banner.isVisible()))
      await Promise.all(Array.from({ length: 40 }, () => node().request({ method: "evm_mine" } as never)));
    await banner.waitFor({ state: "detached" });
    await page.getByText("up to date").waitFor();
  });
});
