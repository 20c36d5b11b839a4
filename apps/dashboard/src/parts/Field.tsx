import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react'
import { useId } from 'react'
import { useFieldProblem } from './Form.tsx'

type FieldProps = {
  label: string
  /** The field's name in the form. */
  name: string
  /** Its name in the API call, where that is another: refusals are shown by it. */
  param?: string
  hint?: ReactNode
  isOptional?: boolean
}

type Wiring = { id: string; name: string; 'aria-invalid'?: true; 'aria-describedby'?: string }

const FieldFrame = ({
  label,
  name,
  param = name,
  hint,
  isOptional,
  children,
}: FieldProps & { children: (wiring: Wiring) => ReactNode }) => {
  const id = useId()
  const problem = useFieldProblem(param)
  const described = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
        {isOptional && <span className="ml-1.5 text-xs font-normal text-ink-soft">optional</span>}
      </label>
      {children({
        id,
        name,
        'aria-invalid': problem === null ? undefined : true,
        'aria-describedby': described || undefined,
      })}
      {problem !== null && (
        <p id={`${id}-problem`} className="mt-1 text-[13px] text-problem">
          {problem}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-[13px] text-ink-soft">
          {hint}
        </p>
      )}
    </div>
  )
}

type Own = keyof FieldProps

export const TextField = ({
  label,
  name,
  param,
  hint,
  isOptional,
  ...input
}: FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, Own>) => (
  <FieldFrame {...{ label, name, param, hint, isOptional }}>
    {(wiring) => <input type="text" autoComplete="off" {...input} {...wiring} className="control" />}
  </FieldFrame>
)

export const TextAreaField = ({
  label,
  name,
  param,
  hint,
  isOptional,
  ...input
}: FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, Own>) => (
  <FieldFrame {...{ label, name, param, hint, isOptional }}>
    {(wiring) => <textarea rows={4} {...input} {...wiring} className="control" />}
  </FieldFrame>
)

export type Choice = { value: string; words: string }

export const SelectField = ({
  label,
  name,
  param,
  hint,
  isOptional,
  choices,
  ...input
}: FieldProps & { choices: readonly Choice[] } & Omit<SelectHTMLAttributes<HTMLSelectElement>, Own>) => (
  <FieldFrame {...{ label, name, param, hint, isOptional }}>
    {(wiring) => (
      <select {...input} {...wiring} className="control">
        {choices.map(({ value, words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    )}
  </FieldFrame>
)

/** A decimal amount; read it with `parseMoney(form.get(name), currency)`. */
export const MoneyField = ({
  currency,
  ...field
}: FieldProps & { currency: string } & Omit<InputHTMLAttributes<HTMLInputElement>, Own>) => (
  <TextField inputMode="decimal" placeholder="0.00" {...field} label={`${field.label} (${currency})`} />
)

export const CheckField = ({
  label,
  name,
  hint,
  ...input
}: FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, Own>) => {
  const id = useId()
  return (
    <div className="flex items-start gap-2">
      <input
        {...input}
        type="checkbox"
        id={id}
        name={name}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 size-4 accent-accent"
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-[13px] text-ink-soft">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}
