/** One of a few, as a row of buttons. */
export const Choices = ({
  label,
  choices,
  chosen,
  onChange,
}: {
  label: string
  choices: readonly { value: string; words: string }[]
  chosen: string
  onChange: (value: string) => void
}) => (
  <div role="group" aria-label={label} className="flex flex-wrap gap-1">
    {choices.map(({ value, words }) => (
      <button
        key={value}
        type="button"
        aria-pressed={value === chosen}
        onClick={() => onChange(value)}
        className="min-h-7 rounded-full border border-line px-2.5 text-[13px] text-ink-soft hover:bg-raised aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
      >
        {words}
      </button>
    ))}
  </div>
)
