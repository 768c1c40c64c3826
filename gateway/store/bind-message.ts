/** How a prepared statement is run: https://www.postgresql.org/docs/current/protocol-message-formats.html */

const BINARY = 1;
const BIND = 0x42;
/** Execute the unnamed portal without a limit of rows, then Sync. */
const RUN = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0x53, 0, 0, 0, 4]);

/**
 * Makes the messages that run a statement with parameters in binary form; cells come as text. They lie in the same
 * memory, one after the other: each is good until the next.
 */
export function createBinder(): (statement: string, parameters: readonly Uint8Array[]) => Uint8Array {
  let memory = Buffer.allocUnsafeSlow(0);
  return (statement, parameters) => {
    let size = 4 + 1 + statement.length + 1 + 2 + 2 + 2 + 2;
    for (const parameter of parameters) size += 4 + parameter.length;
    const whole = 1 + size + RUN.length;
    if (memory.length < whole) memory = Buffer.allocUnsafeSlow(2 * whole);

    let at = memory.writeUInt8(BIND, 0);
    at = memory.writeInt32BE(size, at);
    at = memory.writeUInt8(0, at);
    at += memory.write(statement, at, "latin1");
    at = memory.writeUInt8(0, at);
    // One format for all parameters.
    at = memory.writeInt16BE(1, at);
    at = memory.writeInt16BE(BINARY, at);
    at = memory.writeInt16BE(parameters.length, at);
    for (const parameter of parameters) {
      at = memory.writeInt32BE(parameter.length, at);
      memory.set(parameter, at);
      at += parameter.length;
    }
    at = memory.writeInt16BE(0, at);
    memory.set(RUN, at);
    return memory.subarray(0, whole);
  };
}
