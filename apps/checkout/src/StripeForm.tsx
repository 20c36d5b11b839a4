import { useCallback, useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react'
import type { Branding, BuyerDetails, CollectedSource, Money } from './api-shapes.ts'
import { collectByStripe } from './collect-by-stripe.ts'
import { NotCollected } from './not-collected.ts'
import { stripeAmount } from './stripe-amount.ts'
import { readPageVariable, stripeAppearance } from './stripe-appearance.ts'
import {
  loadStripe,
  type StripeAccess,
  type StripeElement,
  type StripeElements,
  type StripeScript,
} from './stripe-script.ts'
import { useDarkScheme } from './use-dark-scheme.ts'

export interface StripeFormHandle {
  collect(buyer: BuyerDetails): Promise<CollectedSource>
}

interface StripeFormProps {
  readonly ref: Ref<StripeFormHandle>
  readonly access: StripeAccess
  /** Above zero. */
  readonly due: Money
  readonly branding: Branding | null | undefined
  /** A payment runs: nothing may be typed. */
  readonly isLocked: boolean
  readonly isToBeSaved: boolean
  /** We ask for the whole billing address ourselves. */
  readonly asksAddress: boolean
  /** Something was typed. */
  readonly onEdit: () => void
}

interface Mounted {
  readonly stripe: StripeScript
  readonly elements: StripeElements
  readonly element: StripeElement
}

const currencyOf = (due: Money): string => due.currency.toLowerCase()

/** The processor's own fields for a card or a wallet, in the page's look. The only place where live mode takes a card. */
export const StripeForm = ({
  ref,
  access,
  due,
  branding,
  isLocked,
  isToBeSaved,
  ...props
}: StripeFormProps) => {
  const { asksAddress, onEdit } = props
  const place = useRef<HTMLDivElement>(null)
  const mounted = useRef<Mounted | null>(null)
  const [stage, setStage] = useState<'loading' | 'ready' | 'failed'>('loading')
  const [tries, setTries] = useState(0)
  const isDark = useDarkScheme()
  const { publishable_key: key, account_id: account, script_url: url } = access
  const setupFutureUsage = isToBeSaved ? ('on_session' as const) : null
  // What the form begins with; what changes later is told to it by the effects below.
  const first = useRef({ due, setupFutureUsage, onEdit })
  first.current = { due, setupFutureUsage, onEdit }

  useEffect(() => {
    let isGone = false
    setStage('loading')
    const mount = async (): Promise<void> => {
      const stripe = await loadStripe({ publishable_key: key, account_id: account, script_url: url })
      if (isGone || place.current === null) return
      const elements = stripe.elements({
        mode: 'payment',
        amount: stripeAmount(first.current.due),
        currency: currencyOf(first.current.due),
        allowedPaymentMethodTypes: ['card'],
        paymentMethodCreation: 'manual',
        setupFutureUsage: first.current.setupFutureUsage,
        appearance: stripeAppearance(readPageVariable, matchMedia('(prefers-color-scheme: dark)').matches),
      })
      const element = elements.create('payment', {
        layout: 'tabs',
        fields: { billingDetails: { address: asksAddress ? 'never' : 'auto' } },
        wallets: { link: 'never' },
      })
      element.on('ready', () => setStage('ready'))
      element.on('loaderror', () => setStage('failed'))
      element.on('change', () => first.current.onEdit())
      element.mount(place.current)
      mounted.current = { stripe, elements, element }
    }
    mount().catch(() => {
      if (!isGone) setStage('failed')
    })
    return () => {
      isGone = true
      mounted.current?.element.destroy()
      mounted.current = null
    }
  }, [key, account, url, asksAddress, tries])

  const tell = useCallback((change: Parameters<StripeElements['update']>[0]): void => {
    mounted.current?.elements.update(change)
  }, [])
  const [amount, currency] = [stripeAmount(due), currencyOf(due)]
  useEffect(() => tell({ amount, currency }), [tell, amount, currency])
  useEffect(() => tell({ setupFutureUsage }), [tell, setupFutureUsage])
  // After the layout effect that gives the page the seller's colours.
  useEffect(() => tell({ appearance: stripeAppearance(readPageVariable, isDark) }), [tell, isDark, branding])
  useEffect(() => mounted.current?.element.update({ readOnly: isLocked }), [isLocked, stage])

  useImperativeHandle(ref, () => ({
    async collect(buyer) {
      if (mounted.current === null || stage !== 'ready')
        throw new NotCollected('The payment form is still loading. Please wait a moment and pay again.')
      const { stripe, elements } = mounted.current
      return collectByStripe(stripe, elements, buyer, asksAddress)
    },
  }))

  return (
    <div aria-busy={stage === 'loading'}>
      {stage === 'loading' && (
        <div role="status" className="space-y-4">
          <span className="sr-only">Loading the payment form…</span>
          <div className="h-12 animate-pulse rounded-control bg-tile motion-reduce:animate-none" />
          <div className="grid grid-cols-2 gap-3">
            <div className="h-12 animate-pulse rounded-control bg-tile motion-reduce:animate-none" />
            <div className="h-12 animate-pulse rounded-control bg-tile motion-reduce:animate-none" />
          </div>
        </div>
      )}
      {stage === 'failed' && (
        <div
          role="alert"
          className="rounded-xl border border-problem-line bg-problem-soft px-4 py-3 text-[15px]"
        >
          <p className="font-semibold text-problem">The payment form did not load</p>
          <p className="mt-1">Check your connection, and switch off what blocks scripts on this page.</p>
          <button type="button" className="link mt-2 font-semibold" onClick={() => setTries(tries + 1)}>
            Load it again
          </button>
        </div>
      )}
      <div ref={place} hidden={stage === 'failed'} />
    </div>
  )
}
