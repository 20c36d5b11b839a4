import { useId, useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { useWrite } from '../../api/use-write.ts'
import { useWhyRoleForbids } from '../../session-context.ts'
import { Button } from '../../parts/Button.tsx'
import { ProblemNotice } from '../../parts/Notice.tsx'
import { FaultFieldset } from './FaultFieldset.tsx'
import type { FaultForm } from './fault-forms.ts'
import {
  type FaultFields,
  type ShownFault,
  fieldsOf,
  hasProblem,
  switchOff,
  switchOn,
} from './fault-values.ts'

/** One fault as a switch, with what it can be told below it. */
export const FaultSwitch = ({
  form,
  shown,
  path,
  onChange,
}: {
  form: FaultForm
  shown: ShownFault
  path: string
  onChange: () => Promise<void>
}) => {
  const api = useApi()
  const id = useId()
  const before = fieldsOf(form, shown)
  const [fields, setFields] = useState<FaultFields>(before)
  const write = useWrite((body: Record<string, unknown>, idempotencyKey) =>
    api.patch(path, body, { idempotencyKey }),
  )
  const isOn = shown !== null && shown !== undefined
  const isChanged = JSON.stringify(fields) !== JSON.stringify(before)
  const isWrong = hasProblem(form, fields)
  const forbidden = useWhyRoleForbids('developer.sandboxes.write')
  const isOff = write.isRunning || (!isOn && isWrong) || forbidden !== null
  const change = async (body: Record<string, unknown>) => {
    if ((await write.run(body)) !== null) await onChange()
  }
  return (
    <li className={isOn ? 'bg-attention-soft px-4 py-3' : 'px-4 py-3'}>
      <div className="flex items-start gap-3">
        <button
          type="button"
          role="switch"
          aria-checked={isOn}
          aria-labelledby={`${id}-name`}
          aria-describedby={`${id}-does`}
          aria-disabled={isOff || undefined}
          title={forbidden ?? undefined}
          onClick={() => {
            if (isOff) return
            void change(isOn ? switchOff(form) : switchOn(form, fields))
          }}
          className="group mt-0.5 h-5 w-9 shrink-0 rounded-full border border-line-strong bg-raised p-px transition-colors aria-checked:border-attention aria-checked:bg-attention"
        >
          <span className="block size-4 rounded-full bg-line-strong transition-transform group-aria-checked:translate-x-4 group-aria-checked:bg-surface" />
        </button>
        <div className="min-w-0 flex-1">
          <p id={`${id}-name`} className="font-medium">
            {form.label}
          </p>
          <p id={`${id}-does`} className="text-[13px] text-ink-soft">
            {form.does}
          </p>
          <div className="mt-2 flex flex-wrap items-end gap-3">
            <FaultFieldset form={form} fields={fields} onChange={setFields} />
            {isOn && isChanged && (
              <Button
                needs="developer.sandboxes.write"
                isBusy={write.isRunning}
                disabledReason={isWrong ? 'A setting is not a whole number in its range' : null}
                onClick={() => void change(switchOn(form, fields))}
              >
                Apply
              </Button>
            )}
          </div>
          {write.problem !== null && (
            <div className="mt-2">
              <ProblemNotice problem={write.problem} />
            </div>
          )}
        </div>
      </div>
    </li>
  )
}
