/** Colours and type of all charts. The series' colours stay apart for colour-blind readers, on both grounds. */
export interface Theme {
  readonly ground: string;
  readonly text: string;
  readonly faint: string;
  readonly grid: string;
  readonly series: readonly string[];
}

export const THEMES: Readonly<Record<"light" | "dark", Theme>> = {
  light: {
    ground: "#ffffff",
    text: "#1c2430",
    faint: "#5b6675",
    grid: "#e3e7ec",
    series: [
      "#2563a8",
      "#d9730d",
      "#0f8a6d",
      "#b3418f",
      "#8a6d00",
      "#5b53c4",
      "#c0392b",
      "#2b8fb3",
      "#5f7a1f",
      "#8c564b",
      "#66727f",
      "#e0559b",
    ],
  },
  dark: {
    ground: "#14181f",
    text: "#eef1f5",
    faint: "#9aa5b4",
    grid: "#2a313c",
    series: [
      "#6ab0f3",
      "#f2a65a",
      "#4fd1ae",
      "#e58ac9",
      "#e3c84b",
      "#a6a0f5",
      "#f0857a",
      "#6fd0ee",
      "#b4d16a",
      "#d0a095",
      "#b0bac6",
      "#f79cc5",
    ],
  },
};

export const FONT = "DejaVu Sans";

/** Width of a text in this font, in units of its size: a generous mean, so that labels do not touch. */
export function textWidth(text: string, size: number): number {
  return [...text].length * size * 0.6;
}

/** Cut with an ellipsis so that it fits. */
export function fitText(text: string, size: number, width: number): string {
  const characters = [...text];
  const room = Math.max(1, Math.floor(width / (size * 0.6)));
  return characters.length <= room ? text : `${characters.slice(0, room - 1).join("")}…`;
}
