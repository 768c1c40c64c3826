/** The protocol's own reference server behaves the same direct and through the gateway, for an unmodified client. */
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ResourceUpdatedNotificationSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { expect } from "chai";
import type { TestStack } from "../helpers/stack.ts";
import { sharedStack } from "./shared-stack.ts";

describe("server-everything, direct and through the gateway", function () {
  this.timeout(180_000);
  let stack: TestStack;
  let direct: Client;
  let through: Client;

  before(async () => {
    stack = await sharedStack();
    direct = await connect(stack.serviceUrl("stoa/everything"));
    through = await connect(`${stack.siteUrl}/mcp/stoa/everything`);
  });

  after(async () => {
    await direct?.close();
    await through?.close();
  });

  /** Runs `act` on both paths and expects equal results. */
  async function same<T>(act: (client: Client) => Promise<T>): Promise<T> {
    const [plain, proxied] = [await act(direct), await act(through)];
    expect(proxied).to.deep.equal(plain);
    return proxied;
  }

  it("says the same of itself: name, version, capabilities, instructions", () =>
    same(async (client) => ({
      version: client.getServerVersion(),
      capabilities: client.getServerCapabilities(),
      instructions: client.getInstructions(),
    })));

  it("lists the same tools, resources, templates and prompts", async () => {
    const { tools } = await same((client) => client.listTools());
    expect(tools.length).to.be.greaterThan(8);
    await same((client) => client.listResources());
    await same((client) => client.listResourceTemplates());
    const { prompts } = await same((client) => client.listPrompts());
    expect(prompts.length).to.be.greaterThan(2);
  });

  it("answers tool calls alike: text, images, structured content, annotations, and a tool's own error", async () => {
    await same((client) => client.callTool({ name: "echo", arguments: { message: 'δ 𝕊 \u0000 "quoted"' } }));
    await same((client) => client.callTool({ name: "get-tiny-image", arguments: {} }));
    await same((client) =>
      client.callTool({ name: "get-structured-content", arguments: { location: "Chicago" } }),
    );
    await same((client) =>
      client.callTool({
        name: "get-annotated-message",
        arguments: { messageType: "error", includeImage: true },
      }),
    );
    const refused = await same((client) =>
      client.callTool({ name: "get-sum", arguments: { a: "one", b: 2 } }),
    );
    expect(refused.isError).to.equal(true);
  });

  it("reads the same resources and gets the same prompts", async () => {
    const { resources } = await direct.listResources();
    for (const { uri } of resources.slice(0, 3)) await same((client) => client.readResource({ uri }));
    await same((client) =>
      client.getPrompt({ name: "args-prompt", arguments: { city: "Athens", state: "Attica" } }),
    );
    await same((client) => client.getPrompt({ name: "simple-prompt" }));
  });

  it("completes the same arguments", () =>
    same((client) =>
      client.complete({
        ref: { type: "ref/prompt", name: "completable-prompt" },
        argument: { name: "department", value: "E" },
      }),
    ));

  it("reports progress step by step", async () => {
    const { steps, arrived } = await same(async (client) => {
      const steps: unknown[] = [];
      const times: number[] = [];
      await client.callTool(
        { name: "trigger-long-running-operation", arguments: { duration: 1, steps: 4 } },
        undefined,
        {
          onprogress: (progress) => {
            steps.push(progress);
            times.push(performance.now());
          },
        },
      );
      return { steps, arrived: (times.at(-1) ?? 0) - (times[0] ?? 0) > 300 ? "spread out" : "all at once" };
    });
    expect(steps).to.have.length.greaterThanOrEqual(3);
    expect(arrived).to.equal("spread out");
  });

  it("cancels a running call", async () => {
    const reason = await same(async (client) => {
      const cancel = new AbortController();
      const call = client.callTool(
        { name: "trigger-long-running-operation", arguments: { duration: 30, steps: 30 } },
        undefined,
        { signal: cancel.signal, onprogress: () => cancel.abort(new Error("enough")) },
      );
      return call.then(
        () => "finished",
        (problem: Error) => problem.message,
      );
    });
    expect(reason).to.contain("enough");
    await same((client) => client.ping());
  });

  it("asks the client back: sampling and elicitation", async () => {
    const answer = await same((client) =>
      client.callTool({ name: "trigger-sampling-request", arguments: { prompt: "hello", maxTokens: 10 } }),
    );
    expect(JSON.stringify(answer)).to.contain("sampled answer");
    await same((client) => client.callTool({ name: "trigger-elicitation-request", arguments: {} }));
  });

  it("notifies of updates to a subscribed resource", async () => {
    const { resources } = await direct.listResources();
    const uri = resources[0]!.uri;
    for (const client of [direct, through]) {
      const updated = new Promise((settle) =>
        client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => settle(params.uri)),
      );
      await client.subscribeResource({ uri });
      await client.callTool({ name: "toggle-subscriber-updates", arguments: {} });
      expect(await updated).to.equal(uri);
      await client.callTool({ name: "toggle-subscriber-updates", arguments: {} });
    }
  });
});

async function connect(url: string): Promise<Client> {
  const client = new Client(
    { name: "fidelity", version: "1.0.0" },
    { capabilities: { sampling: {}, elicitation: {}, roots: { listChanged: true } } },
  );
  client.setRequestHandler(CreateMessageRequestSchema, () => ({
    model: "none",
    role: "assistant",
    content: { type: "text", text: "sampled answer" },
  }));
  client.setRequestHandler(ElicitRequestSchema, () => ({ action: "decline" }));
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  // The server adds tools that need a client's capabilities once it has heard of them.
  await client.listTools();
  return client;
}
