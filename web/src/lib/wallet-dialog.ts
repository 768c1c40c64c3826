/** Whether the wallet dialog is open: one dialog, opened from many places. */
import { useSyncExternalStore } from "react";

let open = false;
const listeners = new Set<() => void>();

export function setWalletDialog(next: boolean) {
  open = next;
  for (const listener of listeners) listener();
}

export function openWalletDialog() {
  setWalletDialog(true);
}

export function useWalletDialog(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
}
