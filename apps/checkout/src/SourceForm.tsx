import { useImperativeHandle, useRef, useState, type Ref } from 'react'
import type { SourceDetails } from './api-shapes.ts'
import { BankForm, type BankFormHandle } from './BankForm.tsx'
import { CardForm, type CardFormHandle } from './CardForm.tsx'
import { RadioTile } from './RadioTile.tsx'

export interface SourceFormHandle {
  /** Shows every problem; returns the first field that has one. */
  check(): HTMLInputElement | null
  read(): SourceDetails
  clearSecurityCode(): void
  markCardField: CardFormHandle['markField']
  /** A card or account that succeeds in test mode. */
  fillTestDetails(): void
}

interface SourceFormProps {
  readonly ref: Ref<SourceFormHandle>
  readonly takesCards: boolean
  readonly takesDebits: boolean
  readonly now: () => number
  readonly onSwitch: () => void
}

/** What the buyer pays with: a card, a bank account, or the choice of both. */
export const SourceForm = ({ ref, takesCards, takesDebits, now, onSwitch }: SourceFormProps) => {
  const card = useRef<CardFormHandle>(null)
  const bank = useRef<BankFormHandle>(null)
  const [prefersBank, setPrefersBank] = useState(!takesCards)
  const isBank = takesDebits && prefersBank

  useImperativeHandle(ref, () => ({
    check: () => (isBank ? bank.current?.check() : card.current?.check()) ?? null,
    read: () => (isBank ? { bank_account: bank.current!.readAccount() } : { card: card.current!.readCard() }),
    clearSecurityCode: () => card.current?.clearSecurityCode(),
    markCardField: (field, problem) => card.current?.markField(field, problem),
    fillTestDetails: () => (isBank ? bank.current?.fillTestAccount() : card.current?.fillTestCard()),
  }))

  const choose = (bankNow: boolean) => () => {
    setPrefersBank(bankNow)
    onSwitch()
  }
  const title = isBank ? 'Pay with a bank account' : 'Pay with card'
  return (
    <section aria-label={isBank ? 'Bank account' : 'Card'}>
      <h2 className="mb-3 text-lg font-semibold tracking-tight">{title}</h2>
      {takesCards && takesDebits && (
        <fieldset className="mb-4 grid min-w-0 grid-cols-2 gap-2">
          <legend className="sr-only">Way to pay</legend>
          <RadioTile name="way-to-pay" value="card" checked={!isBank} onChange={choose(false)}>
            Card
          </RadioTile>
          <RadioTile name="way-to-pay" value="ach_debit" checked={isBank} onChange={choose(true)}>
            Bank account
          </RadioTile>
        </fieldset>
      )}
      {isBank ? <BankForm ref={bank} /> : <CardForm ref={card} now={now} />}
    </section>
  )
}
