/** A payment as its hosted page reads it. Wire names; see `flowlix/hosted/schemas.ts` of the server. */
export interface HostedPayment {
  readonly payment_id: string
  /** In the words of the form of the API that made it. */
  readonly status: string
  readonly outcome: Outcome
  /** Minor units. */
  readonly amount: number
  /** ISO 4217, three capitals. */
  readonly currency: string
  readonly description: string | null
  /** The page asks who pays, and what it asks replaces what the shop has sent. */
  readonly asks_billing_details: boolean
  readonly billing_details: BillingDetails | null
  readonly decline_code: string | null
  /** Where the payer goes on: the shop's address with the payment and its status; null while it is open. */
  readonly return_url: string | null
}

/** `open` until the one attempt has ended. */
export type Outcome = 'open' | EndedOutcome
export type EndedOutcome = 'succeeded' | 'failed' | 'canceled' | 'expired'

export interface BillingDetails {
  readonly email: string | null
  readonly first_name: string | null
  readonly last_name: string | null
  readonly phone: string | null
  readonly address: {
    readonly line1: string | null
    readonly line2: string | null
    readonly city: string | null
    readonly state: string | null
    readonly postal_code: string | null
    readonly country: string | null
  }
}
