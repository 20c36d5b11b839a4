/**
 * What the caller of a refused request, or of a failed payment, can do next. The words are a closed list; each says
 * where it leads on this server, or null where it leads to no route of it.
 * Source: contract, flint-platform 6.3.
 */
const targets = {
  get_operation: null,
  get_checkout_session: ['/v1/checkout-sessions/{checkout_session_id}', 'checkouts.checkout_sessions.read'],
  get_payment_intent: ['/v1/payment-intents/{payment_intent_id}', 'payments.payment_intents.read'],
  confirm_payment_intent: [
    '/v1/payment-intents/{payment_intent_id}/confirm',
    'payments.payment_intents.write',
  ],
  capture_payment_intent: [
    '/v1/payment-intents/{payment_intent_id}/capture',
    'payments.payment_intents.write',
  ],
  cancel_payment_intent: ['/v1/payment-intents/{payment_intent_id}/cancel', 'payments.payment_intents.write'],
  get_order: ['/v1/orders/{order_id}', 'commerce.orders.read'],
  capture_order_payment: [
    '/v1/orders/{order_id}/payment-intents/{payment_intent_id}/capture',
    'commerce.orders.write',
  ],
  cancel_order_payment: [
    '/v1/orders/{order_id}/payment-intents/{payment_intent_id}/cancel',
    'commerce.orders.write',
  ],
  pay_order: ['/v1/orders/{order_id}/pay', 'commerce.orders.write'],
  close_order: ['/v1/orders/{order_id}/close', 'commerce.orders.write'],
  add_line_items: ['/v1/orders/{order_id}/line-items', 'commerce.orders.write'],
  update_checkout_session: [
    '/v1/checkout-sessions/{checkout_session_id}',
    'checkouts.checkout_sessions.write',
  ],
  close_checkout_session: [
    '/v1/checkout-sessions/{checkout_session_id}/close',
    'checkouts.checkout_sessions.write',
  ],
  create_refund: ['/v1/refunds', 'commerce.refunds.write'],
  get_refund: ['/v1/refunds/{refund_id}', 'commerce.refunds.read'],
  review_onboarding_state: ['/v1/onboarding/state', 'merchants.onboarding.read'],
  review_merchant_readiness: ['/v1/merchants/{merchant_id}/readiness', 'merchants.profile.read'],
  list_capabilities: ['/v1/capabilities', 'capabilities.read'],
  recreate_delivery_quote: null,
  create_merchant_account_session: ['/v1/merchant-account-sessions', 'merchants.account_sessions.write'],
  issue_developer_sandbox_test_key: [
    '/v1/developer/sandboxes/{sandbox_id}/test-key',
    'developer.sandboxes.write',
  ],
  start_new_image_ingestion: null,
  get_payout_settings: null,
  payment_authentication: null,
  complete_gift_card_challenge: null,
} as const satisfies Record<string, readonly [path: string, scope: string] | null>

export type ActionType = keyof typeof targets
export const actionTypes = Object.keys(targets) as ActionType[]
export const actionTargets: Readonly<Record<ActionType, readonly [path: string, scope: string] | null>> =
  targets

/** An action as a refusal declares it; ids are put into its address when it is answered. */
export type DeclaredAction = {
  action: ActionType
  /** Why, in one word of snake case. */
  because: string
  /** What the request has to carry. */
  requiredFields?: readonly string[]
  /** How long to wait first. */
  delayMs?: number
  /** Somebody has to agree: it moves money or cannot be undone. */
  needsPerson?: true
  /** Shown although nobody knows the ids of its address. */
  isGeneral?: true
}

export type NextAction = {
  action_type: ActionType
  reason_code: string
  required_fields?: readonly string[]
  required_scope?: string
  /** A path of this server. */
  url?: string
  suggested_delay_milliseconds?: number
  requires_human_confirmation?: true
}

/** By the names that paths have for them: `order_id`. */
export type KnownIds = Readonly<Record<string, string | null | undefined>>

/** The actions that can be done with what is known here, in their order: one whose address is unknown helps nobody. */
export const nextActions = (declared: readonly DeclaredAction[], ids: KnownIds): NextAction[] =>
  declared.flatMap((each) => {
    const [path, scope] = actionTargets[each.action] ?? []
    const url = path && filled(path, ids)
    if (path && !url && !each.isGeneral) return []
    return [
      {
        action_type: each.action,
        reason_code: each.because,
        ...(each.requiredFields ? { required_fields: each.requiredFields } : {}),
        ...(scope ? { required_scope: scope } : {}),
        ...(url ? { url } : {}),
        ...(each.delayMs === undefined ? {} : { suggested_delay_milliseconds: each.delayMs }),
        ...(each.needsPerson ? { requires_human_confirmation: true as const } : {}),
      },
    ]
  })

const filled = (path: string, ids: KnownIds): string | null => {
  let isWhole = true
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[name]
    if (!id) isWhole = false
    return id ?? ''
  })
  return isWhole ? url : null
}

const idPattern = /^[a-z]+_[0-9A-HJKMNP-TV-Z]{26}$/

/** The ids that a request names by itself, in its path or at the top of its body. Nothing else is repeated in an answer. */
export const idsIn = (...places: unknown[]): KnownIds =>
  Object.fromEntries(
    places
      .flatMap((place) => (typeof place === 'object' && place !== null ? Object.entries(place) : []))
      .filter(([name, value]) => name.endsWith('_id') && typeof value === 'string' && idPattern.test(value)),
  )
