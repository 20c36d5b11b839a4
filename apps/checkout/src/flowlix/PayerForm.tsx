import { useCallback, useImperativeHandle, useRef, type Ref } from 'react'
import { BillingAddressForm, type BillingAddressFormHandle } from '../BillingAddressForm.tsx'
import type { BillingAddress } from '../api-shapes.ts'
import { emailProblem } from '../email-address.ts'
import { phoneProblem } from '../phone-number.ts'
import { TextField } from '../TextField.tsx'
import { useFieldProblem } from '../use-field-problem.ts'
import type { BillingDetails } from './hosted-shapes.ts'

export interface PayerFormHandle {
  /** The first field that is not as it must be, with its problem shown; null when all are. */
  check(): HTMLElement | null
  read(): BillingDetails
  fillTestPayer(): void
}

const needed = (what: string) => (text: string) => (text.trim() === '' ? `Enter your ${what}.` : null)
const firstNameProblem = needed('first name')
const lastNameProblem = needed('last name')
const neededEmail = (text: string) => emailProblem(text, true)
const optionalPhone = (text: string) => phoneProblem(text, false)

const addressOf = (known: BillingDetails | null): BillingAddress | null => {
  const given = Object.entries(known?.address ?? {}).filter(([, text]) => text)
  return given.length > 0 ? (Object.fromEntries(given) as BillingAddress) : null
}

/** Who pays. What the shop knows stands there already, and what the payer makes of it counts. */
export const PayerForm = ({ ref, known }: { ref: Ref<PayerFormHandle>; known: BillingDetails | null }) => {
  const email = useRef<HTMLInputElement>(null)
  const firstName = useRef<HTMLInputElement>(null)
  const lastName = useRef<HTMLInputElement>(null)
  const phone = useRef<HTMLInputElement>(null)
  const address = useRef<BillingAddressFormHandle>(null)
  const emailField = useFieldProblem(useCallback(neededEmail, []))
  const firstNameField = useFieldProblem(firstNameProblem)
  const lastNameField = useFieldProblem(lastNameProblem)
  const phoneField = useFieldProblem(useCallback(optionalPhone, []))

  useImperativeHandle(ref, () => ({
    check() {
      const fields = [
        [email.current, emailField],
        [firstName.current, firstNameField],
        [lastName.current, lastNameField],
        [phone.current, phoneField],
      ] as const
      const wrong = fields.filter(([input, field]) => !field.check(input?.value ?? ''))
      const wrongAddress = address.current?.check() ?? null
      return wrong[0]?.[0] ?? wrongAddress
    },
    read() {
      const typed = (input: HTMLInputElement | null) => input?.value.trim() || null
      const { line1, line2, city, state, postal_code, country } = address.current?.read() ?? {}
      return {
        email: typed(email.current),
        first_name: typed(firstName.current),
        last_name: typed(lastName.current),
        phone: typed(phone.current),
        address: {
          line1: line1 ?? null,
          line2: line2 ?? null,
          city: city ?? null,
          state: state ?? null,
          postal_code: postal_code ?? null,
          country: country ?? null,
        },
      }
    },
    fillTestPayer() {
      for (const [input, text] of [
        [email, 'buyer@example.com'],
        [firstName, 'Test'],
        [lastName, 'Buyer'],
      ] as const)
        if (input.current?.value === '') input.current.value = text
      for (const field of [emailField, firstNameField, lastNameField, phoneField]) field.show(null)
      address.current?.fillTestAddress()
    },
  }))

  return (
    <div className="space-y-6">
      <section aria-label="Your details">
        <h2 className="mb-3 text-lg font-semibold tracking-tight">Your details</h2>
        <div className="space-y-4">
          <TextField
            label="Email"
            inputRef={email}
            type="email"
            name="email"
            autoComplete="email"
            inputMode="email"
            spellCheck={false}
            autoCapitalize="none"
            maxLength={254}
            required
            defaultValue={known?.email ?? ''}
            problem={emailField.problem}
            onInput={(event) => emailField.onEdit(event.currentTarget.value)}
            onBlur={(event) => emailField.onLeave(event.currentTarget.value)}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              label="First name"
              inputRef={firstName}
              name="given-name"
              autoComplete="billing given-name"
              autoCapitalize="words"
              maxLength={100}
              required
              defaultValue={known?.first_name ?? ''}
              problem={firstNameField.problem}
              onInput={(event) => firstNameField.onEdit(event.currentTarget.value)}
              onBlur={(event) => firstNameField.onLeave(event.currentTarget.value)}
            />
            <TextField
              label="Last name"
              inputRef={lastName}
              name="family-name"
              autoComplete="billing family-name"
              autoCapitalize="words"
              maxLength={100}
              required
              defaultValue={known?.last_name ?? ''}
              problem={lastNameField.problem}
              onInput={(event) => lastNameField.onEdit(event.currentTarget.value)}
              onBlur={(event) => lastNameField.onLeave(event.currentTarget.value)}
            />
          </div>
          <TextField
            label="Phone"
            isOptional
            inputRef={phone}
            type="tel"
            name="phone"
            autoComplete="tel"
            inputMode="tel"
            maxLength={32}
            defaultValue={known?.phone ?? ''}
            problem={phoneField.problem}
            onInput={(event) => phoneField.onEdit(event.currentTarget.value)}
            onBlur={(event) => phoneField.onLeave(event.currentTarget.value)}
          />
        </div>
      </section>
      <BillingAddressForm ref={address} known={addressOf(known)} />
    </div>
  )
}
