import type { SampleContext, SampleData } from './sample-context.ts'

const card = { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2040, wallet: null }

/** Closed by the contract: nothing but these. Source: contract, flint-platform 18.2. */
export function sampleSavedMethod({ newId, now }: SampleContext): SampleData {
  return {
    payment_method_id: newId('pm'),
    status: 'active',
    resource_updated_at: now,
    customer_id: newId('cus'),
    card_brand: card.brand,
    card_last4: card.last4,
    card_exp_month: card.exp_month,
    card_exp_year: card.exp_year,
    card_wallet: card.wallet,
  }
}

export function sampleFailedMethod({ newId }: SampleContext): SampleData {
  return {
    payment_method_id: newId('pm'),
    status: 'failed',
    failure_code: 'card_declined',
    failure_message: 'The card was declined.',
  }
}

/** A whole payment method. Source: contract, flint-commerce 7.2. */
export function sampleRemovedMethod({ newId, now, merchantId }: SampleContext): SampleData {
  return {
    payment_method_id: newId('pm'),
    status: 'removed',
    customer_id: newId('cus'),
    merchant_id: merchantId,
    type: 'card',
    usage: 'off_session',
    card,
    saved_with: 'setup',
    failure_code: null,
    failure_message: null,
    created_at: now,
    updated_at: now,
  }
}
