/** What several say at once, one after the other: who began first is heard, the others are kept until it has ended. */
export interface Turn {
  write(text: string): void;
  end(): void;
}

export function createTurns(print: (text: string) => void): () => Turn {
  const turns: { kept: string; over: boolean }[] = [];

  function hear(): void {
    for (let first = turns[0]; first; first = turns[0]) {
      print(first.kept);
      first.kept = "";
      if (!first.over) return;
      turns.shift();
    }
  }

  return () => {
    const turn = { kept: "", over: false };
    turns.push(turn);
    return {
      write(text) {
        turn.kept += text;
        hear();
      },
      end() {
        turn.over = true;
        hear();
      },
    };
  };
}
