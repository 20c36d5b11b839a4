import { useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react'
import type { BillingAddress } from './api-shapes.ts'
import { countries, countryOfLanguage } from './country-names.ts'
import { postalCodeLabel, postalCodeProblem } from './postal-code.ts'
import { SelectField } from './SelectField.tsx'
import { TextField } from './TextField.tsx'
import { useFieldProblem } from './use-field-problem.ts'

export interface BillingAddressFormHandle {
  /** The first field that is not as it must be, with its problem shown; null when all are. */
  check(): HTMLElement | null
  read(): BillingAddress
  fillTestAddress(): void
}

interface BillingAddressFormProps {
  readonly ref: Ref<BillingAddressFormHandle>
  readonly known: BillingAddress | null
}

const needed = (what: string) => (text: string) => (text.trim() === '' ? `Enter your ${what}.` : null)

/** Where the buyer's bank knows them to live, for sellers who ask for it. */
export const BillingAddressForm = ({ ref, known }: BillingAddressFormProps) => {
  const line1 = useRef<HTMLInputElement>(null)
  const line2 = useRef<HTMLInputElement>(null)
  const city = useRef<HTMLInputElement>(null)
  const state = useRef<HTMLInputElement>(null)
  const postalCode = useRef<HTMLInputElement>(null)
  const [country, setCountry] = useState(() => known?.country ?? countryOfLanguage(navigator.language))
  const street = useFieldProblem(needed('address'))
  const town = useFieldProblem(needed('city'))
  const code = useFieldProblem((text) => postalCodeProblem(text, country))
  const options = useMemo(countries, [])

  useImperativeHandle(ref, () => ({
    check() {
      // All are checked, so that every problem shows at once.
      const wrong = (
        [
          [street, line1],
          [town, city],
          [code, postalCode],
        ] as const
      ).filter(([field, input]) => !field.check(input.current?.value ?? ''))
      return wrong[0]?.[1].current ?? null
    },
    read: () => {
      const fields = { line1, line2, city, state, postal_code: postalCode }
      const typed = Object.entries(fields).map(([name, input]) => [name, input.current?.value.trim() ?? ''])
      return { ...Object.fromEntries(typed.filter(([, text]) => text !== '')), country }
    },
    fillTestAddress() {
      if (line1.current?.value.trim()) return
      setCountry('US')
      for (const [input, text] of [
        [line1, '1 Test Street'],
        [city, 'New York'],
        [state, 'NY'],
        [postalCode, '10001'],
      ] as const)
        if (input.current) input.current.value = text
      for (const field of [street, town, code]) field.show(null)
    },
  }))

  return (
    <section aria-label="Billing address">
      <h2 className="mb-3 text-lg font-semibold tracking-tight">Billing address</h2>
      <div className="space-y-4">
        <SelectField
          label="Country"
          name="billing-country"
          autoComplete="billing country"
          value={country}
          problem={null}
          onChange={(event) => setCountry(event.currentTarget.value)}
        >
          {options.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Address"
          inputRef={line1}
          name="billing-line1"
          autoComplete="billing address-line1"
          maxLength={255}
          required
          defaultValue={known?.line1 ?? ''}
          problem={street.problem}
          onInput={(event) => street.onEdit(event.currentTarget.value)}
          onBlur={(event) => street.onLeave(event.currentTarget.value)}
        />
        <TextField
          label="Flat, floor or building"
          isOptional
          inputRef={line2}
          name="billing-line2"
          autoComplete="billing address-line2"
          maxLength={255}
          defaultValue={known?.line2 ?? ''}
          problem={null}
        />
        <div className="grid gap-4 sm:grid-cols-[3fr_2fr]">
          <TextField
            label="City"
            inputRef={city}
            name="billing-city"
            autoComplete="billing address-level2"
            maxLength={255}
            required
            defaultValue={known?.city ?? ''}
            problem={town.problem}
            onInput={(event) => town.onEdit(event.currentTarget.value)}
            onBlur={(event) => town.onLeave(event.currentTarget.value)}
          />
          <TextField
            label={postalCodeLabel(country)}
            inputRef={postalCode}
            name="billing-postal-code"
            autoComplete="billing postal-code"
            inputMode={country === 'US' ? 'numeric' : 'text'}
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={20}
            required
            defaultValue={known?.postal_code ?? ''}
            problem={code.problem}
            onInput={(event) => code.onEdit(event.currentTarget.value)}
            onBlur={(event) => code.onLeave(event.currentTarget.value)}
          />
        </div>
        <TextField
          label="State or region"
          isOptional
          inputRef={state}
          name="billing-state"
          autoComplete="billing address-level1"
          maxLength={64}
          defaultValue={known?.state ?? ''}
          problem={null}
        />
      </div>
    </section>
  )
}
