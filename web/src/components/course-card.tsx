import { cn } from "../lib/cn.ts";
import { Card } from "./ui/card.tsx";

interface CourseCardProps {
  title: string;
  /** In their order. */
  steps: readonly (readonly [what: string, words: string])[];
}

/** How something goes from its beginning to its end, for whoever sees it for the first time. */
export function CourseCard({ title, steps }: CourseCardProps) {
  return (
    <Card aria-label={title} className="p-5">
      <h2 className="text-[0.9375rem] font-semibold tracking-[-0.01em]">{title}</h2>
      <ol
        className={cn(
          "mt-3 grid grid-cols-1 gap-x-6 gap-y-4 text-sm sm:grid-cols-2",
          steps.length > 4 ? "lg:grid-cols-5" : "lg:grid-cols-4",
        )}
      >
        {steps.map(([what, words], place) => (
          <li key={what}>
            <p className="font-medium">
              <span className="me-1.5 text-ink-muted tabular-nums">{place + 1}.</span>
              {what}
            </p>
            <p className="mt-0.5 text-ink-muted">{words}</p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
