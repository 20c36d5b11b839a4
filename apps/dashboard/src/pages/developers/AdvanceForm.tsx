import { useId } from 'react'
import { Button } from '../../parts/Button.tsx'
import { Form } from '../../parts/Form.tsx'
import { type SpanUnit, clockSpan, quickSpans, spanUnits } from './clock-span.ts'
import { sentenceCase } from './sentence-case.ts'

/** How far, or up to which instant. */
export type AdvanceInput = { readonly by: string } | { readonly to: string }

export const AdvanceForm = ({
  isBusy,
  problem,
  onAdvance,
}: {
  isBusy: boolean
  problem: unknown
  onAdvance: (input: AdvanceInput) => void
}) => {
  const id = useId()
  const advanceBy = (form: FormData) => {
    const by = clockSpan(String(form.get('count')), form.get('unit') as SpanUnit)
    if (by !== null) onAdvance({ by })
  }
  const advanceTo = (form: FormData) => {
    const to = new Date(String(form.get('to')))
    if (!Number.isNaN(to.getTime())) onAdvance({ to: to.toISOString() })
  }
  return (
    <div className="space-y-3 border-t border-line pt-3">
      <p className="text-ink-soft">
        Move it on, and all that would have happened meanwhile happens now: holds lapse, debits settle,
        retries are made. It cannot go back.
      </p>
      <div className="flex flex-wrap gap-2" role="group" aria-label="Advance by">
        {quickSpans.map(({ label, by }) => (
          <Button
            needs="developer.sandboxes.write"
            key={by}
            isSmall
            isBusy={isBusy}
            onClick={() => onAdvance({ by })}
          >
            + {label}
          </Button>
        ))}
      </div>
      <div className="grid gap-3 lg:grid-cols-2">
        <Form onSubmit={advanceBy} problem={problem} className="flex items-end gap-2">
          <div className="w-20 shrink-0">
            <label htmlFor={`${id}-count`} className="mb-1 block text-xs text-ink-soft">
              By
            </label>
            <input
              id={`${id}-count`}
              name="count"
              type="number"
              min={1}
              max={9999}
              step={1}
              defaultValue={3}
              required
              className="control"
            />
          </div>
          <select name="unit" aria-label="Unit" defaultValue="days" className="control min-w-0">
            {spanUnits.map((unit) => (
              <option key={unit} value={unit}>
                {sentenceCase(unit)}
              </option>
            ))}
          </select>
          <Button needs="developer.sandboxes.write" type="submit" isBusy={isBusy}>
            {isBusy ? 'Advancing…' : 'Advance'}
          </Button>
        </Form>
        <Form onSubmit={advanceTo} problem={problem} className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <label htmlFor={`${id}-to`} className="mb-1 block text-xs text-ink-soft">
              To, in your time zone
            </label>
            <input id={`${id}-to`} name="to" type="datetime-local" required className="control" />
          </div>
          <Button
            needs="developer.sandboxes.write"
            type="submit"
            isBusy={isBusy}
            aria-label="Advance to this instant"
          >
            {isBusy ? 'Advancing…' : 'Advance'}
          </Button>
        </Form>
      </div>
    </div>
  )
}
