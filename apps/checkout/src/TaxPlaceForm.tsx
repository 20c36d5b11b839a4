import { useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react'
import type { CheckoutView, Order, TaxPlace } from './api-shapes.ts'
import type { CheckoutState } from './checkout-state.ts'
import { countries, countryOfLanguage } from './country-names.ts'
import { postalCodeLabel, postalCodeProblem } from './postal-code.ts'
import { SelectField } from './SelectField.tsx'
import { showMoney } from './show-money.ts'
import { TextField } from './TextField.tsx'

export interface TaxPlaceFormHandle {
  /** What stands in the fields is not what the order's tax was calculated for. */
  isUnsaved(): boolean
  /** Sends the place where it is complete; else shows what is missing and takes the focus there. */
  save(): void
  fillTestPlace(): void
}

interface TaxPlaceFormProps {
  readonly ref: Ref<TaxPlaceFormHandle>
  readonly checkout: CheckoutView
  readonly state: CheckoutState['taxPlace']
  readonly onSave: (place: TaxPlace) => void
}

/**
 * Where the buyer is, for orders whose tax depends on it. Sent with Enter, the button below or on leaving, so that the
 * total is right before anybody pays it.
 */
export const TaxPlaceForm = ({ ref, checkout, state, onSave }: TaxPlaceFormProps) => {
  const country = useRef<HTMLSelectElement>(null)
  const postalCode = useRef<HTMLInputElement>(null)
  const known =
    checkout.order.tax?.location?.address ??
    checkout.customer_collection?.prefilled_customer_info?.billing_address
  const [chosen, setChosen] = useState(() => known?.country ?? countryOfLanguage(navigator.language))
  const [missing, setMissing] = useState<string | null>(null)
  /** Leaving the fields sends a place once, whatever came of it; the button sends it again. */
  const sent = useRef(textOf(checkout.order.tax?.location?.address))
  const [outdated, setOutdated] = useState<typeof state.problem>(null)
  const options = useMemo(countries, [])

  const typed = () => ({ country: chosenIn(country), postal_code: postalCode.current?.value.trim() ?? '' })

  const save = (): void => {
    const place = typed()
    const problem = postalCodeProblem(place.postal_code, place.country)
    setMissing(problem)
    if (problem !== null) {
      postalCode.current?.focus()
      return
    }
    sent.current = textOf(place)
    onSave({ country: place.country, postalCode: place.postal_code })
  }

  /** Leaving a field that is still empty is no fault; the button says what is missing. */
  const saveIfNew = (): void => {
    const place = typed()
    const problem = place.postal_code === '' ? null : postalCodeProblem(place.postal_code, place.country)
    if (problem !== null) setMissing(problem)
    else if (place.postal_code !== '' && textOf(place) !== sent.current) save()
  }

  useImperativeHandle(ref, () => ({
    save,
    isUnsaved: () => textOf(typed()) !== textOf(checkout.order.tax?.location?.address),
    fillTestPlace() {
      if (postalCode.current?.value.trim()) return
      setChosen('US')
      if (country.current) country.current.value = 'US'
      if (postalCode.current) postalCode.current.value = '10001'
      saveIfNew()
    },
  }))

  const problemOf = (field: 'country' | 'postalCode'): string | null =>
    state.problem !== outdated && state.problem?.field === field ? state.problem.text : null

  return (
    <section aria-label="Tax address">
      <h2 className="text-lg font-semibold tracking-tight">Tax address</h2>
      <p className="mt-1 mb-3 text-[15px] text-ink-soft">The tax depends on where you are.</p>
      <div className="grid gap-4 sm:grid-cols-[3fr_2fr]">
        <SelectField
          label="Country"
          inputRef={country}
          name="country"
          autoComplete="country"
          value={chosen}
          problem={problemOf('country')}
          onChange={(event) => {
            setChosen(event.currentTarget.value)
            setMissing(null)
            setOutdated(state.problem)
            if (postalCode.current?.value.trim()) saveIfNew()
          }}
        >
          {options.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField
          label={postalCodeLabel(chosen)}
          inputRef={postalCode}
          name="postal-code"
          autoComplete="postal-code"
          inputMode={chosen === 'US' ? 'numeric' : 'text'}
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={20}
          required
          defaultValue={known?.postal_code ?? ''}
          isProblemAnnounced
          problem={missing ?? problemOf('postalCode')}
          onInput={(event) => {
            setOutdated(state.problem)
            if (missing !== null) setMissing(postalCodeProblem(event.currentTarget.value, chosen))
          }}
          onBlur={saveIfNew}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            // Enter means "this place" here, not "pay".
            event.preventDefault()
            save()
          }}
        />
      </div>
      <p role="status" className="mt-2 text-sm text-ink-soft empty:hidden">
        {state.isSaving ? 'Calculating the tax…' : taxWords(checkout.order)}
      </p>
    </section>
  )
}

const chosenIn = (select: { readonly current: HTMLSelectElement | null }): string =>
  select.current?.value ?? ''

const taxWords = (order: Order): string | null => {
  if (order.tax?.status !== 'calculated') return null
  const { tax_money: tax } = order.pricing_amounts
  return tax.amount > 0 ? `The tax is ${showMoney(tax)}.` : 'No tax is due.'
}

const textOf = (
  place: { country?: string | null; postal_code?: string | null } | null | undefined,
): string => (place?.country && place.postal_code ? `${place.country} ${place.postal_code}` : '')
