/** What a review is proved with: Semaphore's circuit and its proving key for groups of up to 2^16, from its trusted setup. */

export const PROVING_DEPTH = 16;

/** The npm package that has them for every depth, 109 MB; ours are packed from it by `npm run pack:proving-keys`. */
export const PROVING_KEYS_PACKAGE = "@zk-kit/semaphore-artifacts@4.13.0";

/** Files in proving-keys/, with the SHA-256 that each must have. */
export const PROVING_KEY_FILES = {
  wasm: {
    name: "semaphore-16.wasm",
    sha256: "06df31461d17db86897fc234f0e6e5f5e2f6add1b8c821b5c6ae75030b3e0d7c",
  },
  zkey: {
    name: "semaphore-16.zkey",
    sha256: "948763c7315a337b7722c0344a28af4be66fbbc618474d6dbe9036e799d1a3b5",
  },
} as const;

/** The bytes of both files. */
export interface ProvingKeys {
  readonly wasm: Uint8Array;
  readonly zkey: Uint8Array;
}
