/** The part of snarkjs 0.7.5 that proves a review; the package has no types of its own. */
declare module "snarkjs" {
  interface Logger {
    debug(line: string): void;
    info(line: string): void;
    warn(line: string): void;
    error(line: string): void;
  }

  interface Groth16Proof {
    readonly pi_a: readonly [string, string, string];
    readonly pi_b: readonly [readonly [string, string], readonly [string, string], readonly [string, string]];
    readonly pi_c: readonly [string, string, string];
  }

  export const groth16: {
    fullProve(
      input: Readonly<Record<string, bigint | number | readonly bigint[]>>,
      wasm: Uint8Array,
      zkey: Uint8Array,
      logger?: Logger,
      witnessOptions?: { readonly memorySize: number },
      proverOptions?: { readonly singleThread: boolean },
    ): Promise<{ readonly proof: Groth16Proof; readonly publicSignals: readonly string[] }>;
  };
}
