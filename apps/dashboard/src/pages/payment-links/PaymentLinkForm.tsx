import { useState } from 'react'
import type { PaymentLink } from '../../api/shapes.ts'
import type { Writing } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { CheckField, SelectField, TextAreaField, TextField } from '../../parts/Field.tsx'
import { Form } from '../../parts/Form.tsx'
import { ProblemNotice } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { DonationFields } from './DonationFields.tsx'
import { EventFields } from './EventFields.tsx'
import { LinkFieldsSection } from './LinkFieldsSection.tsx'
import { LinkLinesSection } from './LinkLinesSection.tsx'
import { type LinkType, type TypedLink, isOfCatalog } from './typed-link.ts'

const types: readonly { value: LinkType; words: string }[] = [
  { value: 'standard', words: 'Goods or services' },
  { value: 'donation', words: 'A donation' },
  { value: 'event', words: 'Tickets of an event' },
]

export type ChangeLink = (part: Partial<TypedLink>) => void

/** What a link sells, what it asks, how often and how long, and what comes after. */
export const PaymentLinkForm = ({
  first,
  mayChangeType,
  writing,
  submit,
  onSubmit,
}: {
  first: TypedLink
  mayChangeType: boolean
  writing: Writing<never, PaymentLink>
  submit: string
  onSubmit: (typed: TypedLink) => Promise<void>
}) => {
  const [typed, setTyped] = useState(first)
  const change: ChangeLink = (part) => setTyped((last) => ({ ...last, ...part }))
  const { type } = typed
  const hasCatalogLine = type !== 'donation' && typed.lines.some(isOfCatalog)
  return (
    <Form problem={writing.problem} className="max-w-3xl space-y-4" onSubmit={() => onSubmit(typed)}>
      <Section title="What it is">
        <div className="space-y-4">
          <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_6rem]">
            <SelectField
              label="It is for"
              name="type"
              param="payment_link_type"
              value={type}
              disabled={!mayChangeType}
              hint={mayChangeType ? undefined : 'A link stays what it was made for.'}
              onChange={(event) => change({ type: event.target.value as LinkType })}
              choices={types}
            />
            <TextField
              label="Currency"
              name="currency"
              maxLength={3}
              value={typed.currency}
              disabled={hasCatalogLine}
              onChange={(event) => change({ currency: event.target.value.toUpperCase() })}
              required
            />
          </div>
          <TextField
            label="Name"
            name="name"
            value={typed.name}
            maxLength={255}
            required
            hint="Buyers read it at the top of the page."
            onChange={(event) => change({ name: event.target.value })}
          />
          <TextAreaField
            label="Description"
            name="description"
            rows={3}
            maxLength={4096}
            isOptional
            value={typed.description}
            onChange={(event) => change({ description: event.target.value })}
          />
          <TextField
            label="Address of a picture"
            name="image"
            type="url"
            isOptional
            placeholder="https://…"
            value={typed.image}
            onChange={(event) => change({ image: event.target.value })}
          />
        </div>
      </Section>
      {type === 'donation' && <DonationFields typed={typed} change={change} />}
      {type === 'event' && <EventFields typed={typed} change={change} />}
      {type !== 'donation' && <LinkLinesSection typed={typed} change={change} />}
      <LinkFieldsSection fields={typed.fields} onChange={(fields) => change({ fields })} />
      <Section title="How often, how long">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Times it can be paid"
            name="max_completions"
            inputMode="numeric"
            isOptional
            hint="1 makes a link for one buyer. Without a number, as often as you like."
            value={typed.maxCompletions}
            onChange={(event) => change({ maxCompletions: event.target.value })}
          />
          <TextField
            label="It ends at"
            name="expires_at"
            param="expiration"
            type="datetime-local"
            isOptional
            hint="By your own clock."
            value={typed.endsAt}
            onChange={(event) => change({ endsAt: event.target.value })}
          />
          <div className="sm:col-span-2">
            <TextField
              label="What it says while it is not active"
              name="inactive_message"
              maxLength={1024}
              isOptional
              value={typed.inactiveMessage}
              onChange={(event) => change({ inactiveMessage: event.target.value })}
            />
          </div>
        </div>
      </Section>
      <Section title="Paying, and after">
        <div className="space-y-4">
          <CheckField
            label="Ask for an e-mail address"
            name="require_email"
            checked={typed.needsEmail}
            onChange={(event) => change({ needsEmail: event.target.checked })}
          />
          {type !== 'donation' && (
            <>
              <CheckField
                label="Offer to add a tip"
                name="tip"
                checked={typed.hasTip}
                onChange={(event) => change({ hasTip: event.target.checked })}
              />
              <CheckField
                label="Add tax"
                name="tax"
                checked={typed.isTaxed}
                onChange={(event) => change({ isTaxed: event.target.checked })}
              />
            </>
          )}
          <TextAreaField
            label="What the page says once it is paid"
            name="success_message"
            param="custom_text"
            rows={2}
            maxLength={1024}
            isOptional
            value={typed.successMessage}
            onChange={(event) => change({ successMessage: event.target.value })}
          />
          <TextField
            label="Where buyers go then"
            name="success_url"
            param="redirects"
            type="url"
            isOptional
            placeholder="https://…"
            hint="Without an address they stay on the page."
            value={typed.successUrl}
            onChange={(event) => change({ successUrl: event.target.value })}
          />
        </div>
      </Section>
      {writing.problem !== null && <ProblemNotice problem={writing.problem} />}
      <Button needs="checkouts.payment_links.write" type="submit" look="primary" isBusy={writing.isRunning}>
        {submit}
      </Button>
    </Form>
  )
}
