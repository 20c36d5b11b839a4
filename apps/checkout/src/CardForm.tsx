import { useCallback, useImperativeHandle, useRef, useState, type FormEvent, type Ref } from 'react'
import type { CardDetails } from './api-shapes.ts'
import { brandRuleOf, unknownBrandRule } from './card-brands.ts'
import { expiryProblem, formatExpiry, parseExpiry } from './card-expiry.ts'
import { cardNumberProblem, digitsOf, formatCardNumber } from './card-number.ts'
import { formatSecurityCode, securityCodeHint, securityCodeProblem } from './card-security-code.ts'
import { CardBrandMark } from './CardBrandMark.tsx'
import type { CardField } from './decline-words.ts'
import { formatAsTyped } from './format-as-typed.ts'
import { TextField } from './TextField.tsx'
import { useFieldProblem } from './use-field-problem.ts'

/** What the payment form asks of the card fields. Card data leaves them through `readCard` only. */
export interface CardFormHandle {
  /** Shows every problem; returns the first field that has one. */
  check(): HTMLInputElement | null
  readCard(): CardDetails
  clearSecurityCode(): void
  /** Marks a field that the bank refused. */
  markField(field: CardField, problem: string): void
  fillTestCard(): void
}

const inputTypeOf = (event: FormEvent<HTMLInputElement>): string | undefined =>
  (event.nativeEvent as InputEvent).inputType

const shownBrands = ['visa', 'mastercard', 'amex'] as const

export const CardForm = ({ ref, now }: { ref: Ref<CardFormHandle>; now: () => number }) => {
  const number = useRef<HTMLInputElement>(null)
  const expiry = useRef<HTMLInputElement>(null)
  const code = useRef<HTMLInputElement>(null)
  const name = useRef<HTMLInputElement>(null)
  // The network is all that is kept of the number, for the sign beside it and the length of the code.
  const [rule, setRule] = useState(unknownBrandRule)

  const numberField = useFieldProblem(cardNumberProblem)
  const expiryField = useFieldProblem(useCallback((text: string) => expiryProblem(text, now()), [now]))
  const codeField = useFieldProblem(useCallback((text: string) => securityCodeProblem(text, rule), [rule]))

  const onNumber = (event: FormEvent<HTMLInputElement>): void => {
    const text = formatAsTyped(event.currentTarget, inputTypeOf(event), formatCardNumber)
    const nextRule = brandRuleOf(digitsOf(text))
    if (nextRule !== rule) {
      setRule(nextRule)
      if (code.current) code.current.value = formatSecurityCode(code.current.value, nextRule)
    }
    numberField.onEdit(text)
  }

  useImperativeHandle(ref, () => ({
    check() {
      const fields = [
        [number.current, numberField],
        [expiry.current, expiryField],
        [code.current, codeField],
      ] as const
      const wrong = fields.filter(([input, field]) => !field.check(input?.value ?? ''))
      return wrong[0]?.[0] ?? null
    },
    readCard() {
      const date = parseExpiry(expiry.current?.value ?? '')
      const holder = name.current?.value.trim() ?? ''
      return {
        number: digitsOf(number.current?.value ?? ''),
        exp_month: date?.month ?? 0,
        exp_year: date?.year ?? 0,
        cvc: digitsOf(code.current?.value ?? ''),
        ...(holder === '' ? {} : { name: holder }),
      }
    },
    clearSecurityCode() {
      if (code.current) code.current.value = ''
      codeField.show(null)
    },
    markField(field, problem) {
      const target = { number: numberField, expiry: expiryField, securityCode: codeField }[field]
      target.show(problem)
    },
    fillTestCard() {
      const year = new Date(now()).getFullYear() + 4
      if (number.current) number.current.value = formatCardNumber('4242424242424242')
      if (expiry.current) expiry.current.value = formatExpiry(`12/${year}`)
      if (code.current) code.current.value = '123'
      setRule(brandRuleOf('4242'))
      for (const field of [numberField, expiryField, codeField]) field.show(null)
    },
  }))

  return (
    <div className="space-y-4">
      <TextField
        label="Card number"
        inputRef={number}
        name="cardnumber"
        autoComplete="cc-number"
        inputMode="numeric"
        placeholder="1234 1234 1234 1234"
        spellCheck={false}
        required
        problem={numberField.problem}
        onInput={onNumber}
        onBlur={(event) => numberField.onLeave(event.currentTarget.value)}
        end={
          rule.brand === 'unknown' ? (
            shownBrands.map((brand) => <CardBrandMark key={brand} brand={brand} />)
          ) : (
            <CardBrandMark brand={rule.brand} isNamed />
          )
        }
      />
      <div className="grid grid-cols-2 gap-3 sm:gap-4">
        <TextField
          label="Expiry"
          hint="Month and year, two digits each"
          inputRef={expiry}
          name="exp-date"
          autoComplete="cc-exp"
          inputMode="numeric"
          placeholder="MM / YY"
          required
          problem={expiryField.problem}
          onInput={(event) =>
            expiryField.onEdit(formatAsTyped(event.currentTarget, inputTypeOf(event), formatExpiry))
          }
          onBlur={(event) => expiryField.onLeave(event.currentTarget.value)}
        />
        <TextField
          label="Security code"
          hint={securityCodeHint(rule)}
          inputRef={code}
          name="cvc"
          autoComplete="cc-csc"
          inputMode="numeric"
          placeholder={rule.securityCodeLength === 4 ? '4 digits' : '3 digits'}
          spellCheck={false}
          required
          problem={codeField.problem}
          onInput={(event) =>
            codeField.onEdit(
              formatAsTyped(event.currentTarget, inputTypeOf(event), (text) =>
                formatSecurityCode(text, rule),
              ),
            )
          }
          onBlur={(event) => codeField.onLeave(event.currentTarget.value)}
        />
      </div>
      <TextField
        label="Name on card"
        isOptional
        inputRef={name}
        name="ccname"
        autoComplete="cc-name"
        autoCapitalize="words"
        spellCheck={false}
        maxLength={100}
        problem={null}
      />
    </div>
  )
}
