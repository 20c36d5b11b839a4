import { useEffect, useRef, useState, type FormEvent } from 'react'
import type { AppliedDiscount, Order } from './api-shapes.ts'
import type { CodeMoves } from './apply-code.ts'
import type { CheckoutState } from './checkout-state.ts'
import { CloseIcon, Spinner, TagIcon } from './icons.tsx'
import { showMoney } from './show-money.ts'
import { TextField } from './TextField.tsx'

interface PromotionCodesProps {
  readonly order: Order
  readonly state: CheckoutState['code']
  /** A payment is running: nothing that changes the total may be changed. */
  readonly isLocked: boolean
  readonly moves: CodeMoves
}

/** Codes on the order that the buyer may take off again. */
const appliedCodes = (order: Order): (AppliedDiscount & { readonly promotion_code: string })[] =>
  (order.applied_discounts ?? []).filter(
    (discount): discount is AppliedDiscount & { readonly promotion_code: string } =>
      Boolean(discount.promotion_code) && (discount.status ?? 'pending') === 'pending',
  )

/** Promotion codes: those applied, and a field for another that stays away until it is asked for. */
export const PromotionCodes = ({ order, state, isLocked, moves }: PromotionCodesProps) => {
  const [isOpen, setIsOpen] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  /** Where the keyboard goes on, once what it was on is gone. */
  const [next, setNext] = useState<'input' | 'opener' | null>(null)
  const [emptyProblem, setEmptyProblem] = useState<string | null>(null)
  const [outdated, setOutdated] = useState<string | null>(null)
  const codes = appliedCodes(order)
  const isBusy = isLocked || state.isSaving

  useEffect(() => {
    if (next === 'input') input.current?.focus()
    if (next === 'opener') opener.current?.focus()
    setNext(null)
  }, [next])

  const apply = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (isBusy) return
    const code = input.current?.value.trim() ?? ''
    setEmptyProblem(code === '' ? 'Enter a code.' : null)
    setOutdated(null)
    const isDone = code !== '' && (await moves.applyCode(code))
    if (isDone) setIsOpen(false)
    setNext(isDone ? 'opener' : 'input')
  }

  const remove = async (discountId: string): Promise<void> => {
    if (isBusy) return
    setOutdated(null)
    await moves.removeCode(discountId)
    setNext(isOpen ? 'input' : 'opener')
  }

  const problem = emptyProblem ?? (state.isSaving || state.problem === outdated ? null : state.problem)
  return (
    <section aria-label="Promotion codes" className="mt-4 space-y-3">
      {codes.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {codes.map((discount) => (
            <CodeChip
              key={discount.order_discount_id}
              discount={discount}
              isBusy={isBusy}
              onRemove={() => void remove(discount.order_discount_id)}
            />
          ))}
        </ul>
      )}
      {isOpen ? (
        <form
          method="post"
          noValidate
          onSubmit={(event) => void apply(event)}
          className="animate-appear flex items-start gap-2"
        >
          <div className="min-w-0 flex-1">
            <TextField
              label="Promotion code"
              inputRef={input}
              name="promotion-code"
              autoComplete="off"
              autoCapitalize="characters"
              autoCorrect="off"
              spellCheck={false}
              maxLength={100}
              enterKeyHint="done"
              readOnly={isLocked}
              isProblemAnnounced
              problem={problem}
              onInput={() => {
                setEmptyProblem(null)
                setOutdated(state.problem)
              }}
            />
          </div>
          <button
            type="submit"
            aria-disabled={isBusy}
            className="mt-[26px] inline-flex h-12 min-w-20 shrink-0 items-center justify-center rounded-control border border-line-strong/70 bg-field px-4 font-semibold transition-colors hover:bg-calm-soft aria-disabled:cursor-default aria-disabled:opacity-70"
          >
            {state.isSaving ? <Spinner /> : 'Apply'}
            {state.isSaving && <span className="sr-only">Checking the code…</span>}
          </button>
        </form>
      ) : (
        <>
          <button
            ref={opener}
            type="button"
            aria-disabled={isLocked}
            onClick={() => {
              if (isLocked) return
              setIsOpen(true)
              setNext('input')
            }}
            className="inline-flex min-h-9 items-center gap-2 rounded-lg text-sm font-medium hover:underline aria-disabled:cursor-default aria-disabled:opacity-60"
          >
            <TagIcon className="size-4 text-ink-soft" />
            {codes.length === 0 ? 'Add promotion code' : 'Add another code'}
          </button>
          {problem !== null && (
            <p role="alert" className="text-sm text-problem">
              {problem}
            </p>
          )}
        </>
      )}
      <p role="status" className="sr-only">
        {state.said}
      </p>
    </section>
  )
}

interface CodeChipProps {
  readonly discount: AppliedDiscount & { readonly promotion_code: string }
  readonly isBusy: boolean
  readonly onRemove: () => void
}

const CodeChip = ({ discount, isBusy, onRemove }: CodeChipProps) => (
  <li className="inline-flex max-w-full items-center gap-2 rounded-lg bg-tile py-0.5 pr-0.5 pl-3 text-sm">
    <span className="min-w-0 font-semibold wrap-anywhere">{discount.promotion_code}</span>
    <span className="shrink-0 text-ink-soft tabular-nums">
      {discount.applied_money.amount > 0 ? `−${showMoney(discount.applied_money)}` : 'does not apply'}
    </span>
    <button
      type="button"
      aria-disabled={isBusy}
      aria-label={`Remove code ${discount.promotion_code}`}
      onClick={onRemove}
      className="inline-flex size-8 shrink-0 items-center justify-center rounded-md hover:bg-panel aria-disabled:cursor-default aria-disabled:opacity-50"
    >
      <CloseIcon className="size-4" />
    </button>
  </li>
)
