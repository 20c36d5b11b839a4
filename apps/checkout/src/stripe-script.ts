/**
 * The parts of the processor's script that this page calls. Its form stands in frames of its own: what the buyer types there
 * never comes to this page. Source: docs.stripe.com/js.
 */

export interface StripeError {
  readonly type?: string
  readonly code?: string
  /** For the buyer, in their language. */
  readonly message?: string
}

export interface StripeElement {
  mount(place: HTMLElement): void
  on(event: 'ready' | 'change' | 'loaderror', listener: (event: { error?: StripeError }) => void): void
  update(options: { readonly readOnly?: boolean }): void
  focus(): void
  destroy(): void
}

export interface ElementsOptions {
  readonly mode: 'payment'
  /** Minor units. */
  readonly amount: number
  /** Small letters. */
  readonly currency: string
  readonly allowedPaymentMethodTypes: readonly string[]
  readonly paymentMethodCreation: 'manual'
  /** The same as the payment will say: the processor compares. */
  readonly setupFutureUsage: 'on_session' | null
  readonly appearance: Appearance
}

export interface Appearance {
  readonly theme: 'stripe' | 'night'
  readonly labels: 'above'
  readonly variables: Readonly<Record<string, string>>
  readonly rules: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export interface StripeElements {
  create(type: 'payment', options: object): StripeElement
  update(options: Partial<ElementsOptions>): void
  submit(): Promise<{ error?: StripeError }>
}

export interface ConfirmationToken {
  readonly id: string
  readonly payment_method_preview?: { readonly card?: { readonly brand: string; readonly last4: string } }
}

export interface StripeScript {
  elements(options: ElementsOptions): StripeElements
  createConfirmationToken(request: {
    readonly elements: StripeElements
    readonly params?: object
  }): Promise<{ confirmationToken?: ConfirmationToken; error?: StripeError }>
  handleNextAction(request: { readonly clientSecret: string }): Promise<{ error?: StripeError }>
}

/** Which script, and for whom. */
export interface StripeAccess {
  readonly publishable_key: string
  readonly account_id: string | null
  readonly script_url: string
}

type StripeMaker = (key: string, options?: { readonly stripeAccount: string }) => StripeScript

const loading = new Map<string, Promise<void>>()

const loadOnce = (url: string): Promise<void> => {
  const known = loading.get(url)
  if (known) return known
  const loaded = new Promise<void>((resolve, reject) => {
    const script = document.createElement('script')
    script.src = url
    script.onload = () => resolve()
    script.onerror = () => {
      script.remove()
      loading.delete(url)
      reject(new Error('The payment form did not load.'))
    }
    document.head.append(script)
  })
  loading.set(url, loaded)
  return loaded
}

const made = new Map<string, StripeScript>()

/**
 * Loads the processor's script, once, and gives it our key.
 * @throws When it does not load; calling again tries again.
 */
export const loadStripe = async (access: StripeAccess): Promise<StripeScript> => {
  // Their script sees this page's address, and may report it: the buyer's secret must not stand there. The tab remembers it.
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search)
  await loadOnce(access.script_url)
  const name = `${access.publishable_key} ${access.account_id ?? ''}`
  const known = made.get(name)
  if (known) return known
  const { Stripe } = window as unknown as { Stripe: StripeMaker }
  const stripe =
    access.account_id === null
      ? Stripe(access.publishable_key)
      : Stripe(access.publishable_key, { stripeAccount: access.account_id })
  made.set(name, stripe)
  return stripe
}
