import { Star } from "lucide-react";
import { cn } from "../../lib/cn.ts";

const ALL = [1, 2, 3, 4, 5];

/** A rating from 0 to 5. */
export function Stars({ stars }: { stars: number }) {
  return (
    <span role="img" aria-label={`${stars.toFixed(1)} of 5 stars`} className="inline-flex gap-0.5">
      {ALL.map((each) => (
        <Star
          key={each}
          aria-hidden
          className={cn("size-4", each <= Math.round(stars) ? "fill-accent text-accent" : "text-line-strong")}
        />
      ))}
    </span>
  );
}

interface StarsFieldProps {
  value: number;
  onChange: (stars: number) => void;
}

/** Chooses one to five stars. */
export function StarsField({ value, onChange }: StarsFieldProps) {
  return (
    <fieldset>
      <legend className="text-sm font-medium">Your rating</legend>
      <div className="mt-1.5 flex gap-1">
        {ALL.map((each) => (
          <label
            key={each}
            className="cursor-pointer rounded-md p-1 has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="stars"
              className="sr-only"
              value={each}
              checked={value === each}
              onChange={() => onChange(each)}
            />
            <span className="sr-only">{each === 1 ? "1 star" : `${each} stars`}</span>
            <Star
              aria-hidden
              className={cn("size-6", each <= value ? "fill-accent text-accent" : "text-ink-muted")}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
