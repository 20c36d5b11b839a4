import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { joinClasses } from './join-classes.ts'

export type Tab = { name: string; show: () => ReactNode }

/** One of several views at a time; arrows move between them. */
export const Tabs = ({ label, tabs }: { label: string; tabs: readonly Tab[] }) => {
  const id = useId()
  const [chosen, setChosen] = useState(0)
  const buttons = useRef<(HTMLButtonElement | null)[]>([])
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = (chosen + step + tabs.length) % tabs.length
    setChosen(next)
    buttons.current[next]?.focus()
  }
  return (
    <div>
      <div role="tablist" aria-label={label} className="flex gap-4 overflow-x-auto border-b border-line px-4">
        {tabs.map(({ name }, index) => (
          <button
            key={name}
            ref={(element) => void (buttons.current[index] = element)}
            type="button"
            role="tab"
            id={`${id}-tab-${index}`}
            aria-selected={index === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={index === chosen ? 0 : -1}
            onClick={() => setChosen(index)}
            onKeyDown={move}
            className={joinClasses(
              '-mb-px min-h-10 border-b-2 px-0.5 font-medium whitespace-nowrap -outline-offset-2',
              index === chosen
                ? 'border-accent text-ink'
                : 'border-transparent text-ink-soft hover:border-line-strong hover:text-ink',
            )}
          >
            {name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${chosen}`} key={chosen}>
        {tabs[chosen]?.show()}
      </div>
    </div>
  )
}
