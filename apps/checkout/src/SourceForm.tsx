import { useId, useImperativeHandle, useRef, useState, type ReactNode, type Ref } from 'react'
import type { Branding, ChosenSource, Money, PaymentFormChoice, SavedCard } from './api-shapes.ts'
import { BankForm, type BankFormHandle } from './BankForm.tsx'
import { CardForm, type CardFormHandle } from './CardForm.tsx'
import { BankIcon, CardIcon } from './icons.tsx'
import { RadioTile } from './RadioTile.tsx'
import { SavedCardTile } from './SavedCardTile.tsx'
import { StripeForm, type StripeFormHandle } from './StripeForm.tsx'

export interface SourceFormHandle {
  /** Shows every problem; returns the first field that has one. */
  check(): HTMLInputElement | null
  read(): ChosenSource
  clearSecurityCode(): void
  markCardField: CardFormHandle['markField']
  /** A card or account that succeeds in test mode. */
  fillTestDetails(): void
}

interface SourceFormProps {
  readonly ref: Ref<SourceFormHandle>
  readonly takesCards: boolean
  readonly takesDebits: boolean
  /** Newest first; empty where the order has no customer. */
  readonly savedCards: readonly SavedCard[]
  /** The order's customer may keep a new card. */
  readonly offersSaving: boolean
  readonly now: () => number
  readonly onSwitch: () => void
  /** Whose form takes a new card. */
  readonly form: PaymentFormChoice | undefined
  /** For the processor's form. */
  readonly due: Money
  readonly branding: Branding | null | undefined
  readonly isLocked: boolean
  readonly asksAddress: boolean
}

type Way = { readonly saved: SavedCard } | 'card' | 'bank'

/** What the buyer pays with: a card that they keep, a new one, or a bank account. */
export const SourceForm = ({ ref, savedCards, offersSaving, now, onSwitch, ...props }: SourceFormProps) => {
  const { form, due, branding, isLocked, asksAddress } = props
  const stripeAccess = form?.stripe ?? null
  // What the processor's form takes in live mode are cards.
  const takes = { takesCards: props.takesCards, takesDebits: props.takesDebits && stripeAccess === null }
  const card = useRef<CardFormHandle>(null)
  const bank = useRef<BankFormHandle>(null)
  const stripe = useRef<StripeFormHandle>(null)
  const keep = useRef<HTMLInputElement>(null)
  const [isToBeSaved, setToBeSaved] = useState(false)
  const [wanted, setWanted] = useState<string>(
    savedCards[0]?.payment_method_id ?? (takes.takesCards ? 'card' : 'bank'),
  )
  const way = wayOf(wanted, savedCards, takes)

  useImperativeHandle(ref, () => ({
    check: () => (way === 'bank' ? bank.current?.check() : card.current?.check()) ?? null,
    read: () => {
      if (way === 'bank')
        return { details: { bank_account: bank.current!.readAccount() }, isToBeSaved: false }
      if (way === 'card' && stripeAccess !== null)
        return {
          collect: (buyer) => stripe.current!.collect(buyer),
          isToBeSaved: isToBeSaved && offersSaving,
        }
      if (way === 'card')
        return { details: { card: card.current!.readCard() }, isToBeSaved: keep.current?.checked === true }
      return { savedCard: way.saved }
    },
    clearSecurityCode: () => card.current?.clearSecurityCode(),
    markCardField: (field, problem) => card.current?.markField(field, problem),
    fillTestDetails: () => (way === 'bank' ? bank.current?.fillTestAccount() : card.current?.fillTestCard()),
  }))

  const choose = (next: string) => () => {
    setWanted(next)
    onSwitch()
  }
  return (
    <section aria-label={savedCards.length > 0 ? 'Payment method' : way === 'bank' ? 'Bank account' : 'Card'}>
      <h2 className="mb-3 text-lg font-semibold tracking-tight">
        {savedCards.length > 0
          ? 'Payment method'
          : way === 'bank'
            ? 'Pay with a bank account'
            : 'Pay with card'}
      </h2>
      <Ways savedCards={savedCards} way={way} choose={choose} {...takes} />
      {way === 'bank' && <BankForm ref={bank} />}
      {way === 'card' && stripeAccess === null && <CardForm ref={card} now={now} />}
      {way === 'card' && stripeAccess !== null && (
        <StripeForm
          ref={stripe}
          access={stripeAccess}
          due={due}
          branding={branding}
          isLocked={isLocked}
          isToBeSaved={isToBeSaved && offersSaving}
          asksAddress={asksAddress}
          onEdit={onSwitch}
        />
      )}
      {way === 'card' && offersSaving && (
        <KeepCard inputRef={keep} isChecked={isToBeSaved} onChange={setToBeSaved} />
      )}
    </section>
  )
}

/** A saved card that has gone away in the meantime gives way to a new one. */
const wayOf = (
  wanted: string,
  savedCards: readonly SavedCard[],
  { takesCards, takesDebits }: Pick<SourceFormProps, 'takesCards' | 'takesDebits'>,
): Way => {
  const saved = savedCards.find((one) => one.payment_method_id === wanted)
  if (saved) return { saved }
  return takesDebits && (wanted === 'bank' || !takesCards) ? 'bank' : 'card'
}

interface WaysProps extends Pick<SourceFormProps, 'savedCards' | 'takesCards' | 'takesDebits'> {
  readonly way: Way
  readonly choose: (way: string) => () => void
}

/** The choice, where there is one: side by side when there are two ways, in a list with the cards that are kept. */
const Ways = ({ savedCards, takesCards, takesDebits, way, choose }: WaysProps) => {
  const name = useId()
  const hasList = savedCards.length > 0
  if (!hasList && !(takesCards && takesDebits)) return null
  const tile = (value: 'card' | 'bank', icon: ReactNode, words: string) => (
    <RadioTile name={name} value={value} checked={way === value} onChange={choose(value)} isRow={hasList}>
      {hasList && icon}
      {words}
    </RadioTile>
  )
  return (
    <fieldset className={`grid min-w-0 gap-2 not-last:mb-4 ${hasList ? '' : 'grid-cols-2'}`}>
      <legend className="sr-only">Way to pay</legend>
      {savedCards.map((saved) => (
        <SavedCardTile
          key={saved.payment_method_id}
          saved={saved}
          name={name}
          checked={typeof way === 'object' && way.saved === saved}
          onChange={choose(saved.payment_method_id)}
        />
      ))}
      {takesCards && tile('card', <CardIcon className="mx-1.5 size-5" />, hasList ? 'New card' : 'Card')}
      {takesDebits && tile('bank', <BankIcon className="mx-1.5 size-5" />, 'Bank account')}
    </fieldset>
  )
}

interface KeepCardProps {
  readonly inputRef: Ref<HTMLInputElement>
  readonly isChecked: boolean
  readonly onChange: (isChecked: boolean) => void
}

/** Nothing is kept unless the buyer says so. */
const KeepCard = ({ inputRef, isChecked, onChange }: KeepCardProps) => (
  <label className="mt-4 flex items-start gap-3 text-[15px]">
    <input
      ref={inputRef}
      type="checkbox"
      name="save-card"
      checked={isChecked}
      onChange={(event) => onChange(event.currentTarget.checked)}
      className="mt-0.5 size-5 shrink-0 accent-accent"
    />
    Save this card for next time
  </label>
)
