import { useCallback, useImperativeHandle, useRef, type Ref } from 'react'
import type { CheckoutView } from './api-shapes.ts'
import { emailProblem } from './email-address.ts'
import { phoneProblem } from './phone-number.ts'
import { TextField } from './TextField.tsx'
import { useFieldProblem } from './use-field-problem.ts'

export interface ContactFormHandle {
  /** The first field that is not as it must be, with its problem shown; null when all are. */
  check(): HTMLElement | null
  read(): { email: string | null; phone: string | null }
  fillTestContact(): void
}

/** How the buyer is reached: an e-mail address, and a phone number where the seller asks for one. */
export const ContactForm = ({ ref, checkout }: { ref: Ref<ContactFormHandle>; checkout: CheckoutView }) => {
  const email = useRef<HTMLInputElement>(null)
  const phone = useRef<HTMLInputElement>(null)
  const collection = checkout.customer_collection
  const needsEmail = collection?.require_email === true
  const needsPhone = collection?.require_phone === true
  const emailField = useFieldProblem(
    useCallback((text: string) => emailProblem(text, needsEmail), [needsEmail]),
  )
  const phoneField = useFieldProblem(
    useCallback((text: string) => phoneProblem(text, needsPhone), [needsPhone]),
  )
  const known = <Field extends 'email' | 'phone'>(field: Field): string =>
    checkout.buyer_contact?.[field] ??
    collection?.prefilled_customer_info?.[field] ??
    checkout.customer_prefill?.[field] ??
    checkout.order.buyer_contact?.[field] ??
    ''

  useImperativeHandle(ref, () => ({
    check() {
      const isEmailFine = emailField.check(email.current?.value ?? '')
      const isPhoneFine = phone.current === null || phoneField.check(phone.current.value)
      return isEmailFine ? (isPhoneFine ? null : phone.current) : email.current
    },
    read: () => ({
      email: email.current?.value.trim() || null,
      phone: phone.current?.value.trim() || null,
    }),
    fillTestContact() {
      if (needsEmail && email.current?.value === '') email.current.value = 'buyer@example.com'
      if (phone.current?.value === '') phone.current.value = '+1 415 555 0100'
      emailField.show(null)
      phoneField.show(null)
    },
  }))

  return (
    <section aria-label="Contact">
      <h2 className="mb-3 text-lg font-semibold tracking-tight">Contact</h2>
      <div className="space-y-4">
        <TextField
          label="Email"
          isOptional={!needsEmail}
          inputRef={email}
          type="email"
          name="email"
          autoComplete="email"
          inputMode="email"
          spellCheck={false}
          autoCapitalize="none"
          maxLength={254}
          required={needsEmail}
          defaultValue={known('email')}
          placeholder="you@example.com"
          problem={emailField.problem}
          onInput={(event) => emailField.onEdit(event.currentTarget.value)}
          onBlur={(event) => emailField.onLeave(event.currentTarget.value)}
        />
        {needsPhone && (
          <TextField
            label="Phone"
            inputRef={phone}
            type="tel"
            name="phone"
            autoComplete="tel"
            inputMode="tel"
            maxLength={32}
            required
            defaultValue={known('phone')}
            problem={phoneField.problem}
            onInput={(event) => phoneField.onEdit(event.currentTarget.value)}
            onBlur={(event) => phoneField.onLeave(event.currentTarget.value)}
          />
        )}
      </div>
    </section>
  )
}
