import { useEffect, useRef } from 'react'
import { NoticeBox } from '../NoticeBox.tsx'
import { PayButton } from '../PayButton.tsx'
import { showMoney } from '../show-money.ts'
import { AmountField } from './AmountField.tsx'
import { CustomFieldInput } from './CustomFieldInput.tsx'
import { subtotalOf, type FieldId } from './link-choices.ts'
import { donationKey, type LinkOffer } from './link-offer.ts'
import { LinkLineRow, type LinkFieldMoves } from './LinkLineRow.tsx'
import type { LinkState, PaymentLink } from './payment-link.ts'

interface LinkFormProps {
  readonly link: PaymentLink
  readonly state: LinkState
  readonly offer: LinkOffer
}

const headings = { standard: 'Your order', donation: 'Your donation', event: 'Your tickets' } as const

/** What the buyer chooses and answers, and the way on to paying. */
export const LinkForm = ({ link, state, offer }: LinkFormProps) => {
  const form = useRef<HTMLFormElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const { choices, problems, refused, sentBack, activity, snapshot, notice } = state
  useEffect(() => {
    if (sentBack > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [sentBack])

  const type = snapshot?.payment_link.payment_link_type ?? 'standard'
  const moves: LinkFieldMoves = {
    problemOf: (field: FieldId) => (refused?.field === field ? refused.sentence : (problems[field] ?? null)),
    isLocked: activity !== 'idle',
    choose: link.choose,
    leave: link.leaveField,
  }
  const subtotal = subtotalOf(offer, choices)
  const hasPictures = offer.lines.some(({ image }) => image !== null)
  const hasTotal = type !== 'donation'
  return (
    <form
      ref={form}
      noValidate
      aria-label={headings[type]}
      onSubmit={(event) => {
        event.preventDefault()
        void link.submit()
      }}
      className="space-y-8"
    >
      {type === 'donation' ? (
        <DonationAmount offer={offer} state={state} {...moves} />
      ) : (
        <section>
          <h2 className="text-lg font-semibold tracking-tight">{headings[type]}</h2>
          <ul className="mt-1 divide-y divide-line">
            {offer.lines.map((line) => (
              <LinkLineRow
                key={line.key}
                line={line}
                choices={choices}
                hasPictures={hasPictures}
                {...moves}
              />
            ))}
          </ul>
        </section>
      )}
      {offer.fields.length > 0 && (
        <section className="space-y-5">
          <h2 className="text-lg font-semibold tracking-tight">Details</h2>
          {offer.fields.map((field) => {
            const id: FieldId = `field:${field.key}`
            const value = choices.fields[field.key] ?? ''
            return (
              <CustomFieldInput
                key={field.key}
                field={field}
                value={value}
                problem={moves.problemOf(id)}
                isLocked={moves.isLocked}
                onChange={(next) =>
                  link.choose(id, { ...choices, fields: { ...choices.fields, [field.key]: next } })
                }
                onLeave={() => link.leaveField(id, typeof value === 'string' && value.trim() === '')}
              />
            )
          })}
        </section>
      )}
      <div>
        {hasTotal && (
          <p className="mb-5 flex items-baseline justify-between gap-4 border-t border-line pt-3.5 font-semibold">
            <span>Total</span>
            <span className="tabular-nums">{subtotal === null ? '–' : showMoney(subtotal)}</span>
          </p>
        )}
        {notice !== null && (
          <div className="mb-5">
            <NoticeBox notice={notice} />
          </div>
        )}
        <PayButton
          ref={button}
          label="Continue to payment"
          isPayment
          busyLabel={activity === 'idle' ? null : 'One moment…'}
          isBlocked={!state.isOnline}
        />
        <p className="mt-3 text-center text-sm text-ink-soft" role="status">
          {state.isOnline
            ? `You pay on the next page.${hasTotal ? ' Tax and discounts, if any, are shown there.' : ''}`
            : 'You are offline. You can go on as soon as you are connected again.'}
        </p>
      </div>
    </form>
  )
}

const DonationAmount = ({
  offer,
  state,
  problemOf,
  isLocked,
  choose,
  leave,
}: LinkFieldMoves & { offer: LinkOffer; state: LinkState }) => {
  const { choices } = state
  const amount = offer.lines[0]?.amount
  const choice = choices.amounts[donationKey]
  if (!amount || !choice) return null
  const id: FieldId = `amount:${donationKey}`
  return (
    <AmountField
      name={headings.donation}
      isNameHidden={false}
      offer={amount}
      choice={choice}
      problem={problemOf(id)}
      isLocked={isLocked}
      onChange={(next) => choose(id, { ...choices, amounts: { ...choices.amounts, [donationKey]: next } })}
      onLeave={() => leave(id, choice.text.trim() === '')}
    />
  )
}
