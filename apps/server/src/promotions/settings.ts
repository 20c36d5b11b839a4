/** Until merchants can change them. Source: contract, flint-platform 16.1. */
export const promotionSettings = {
  automatic_enabled: true,
  codes_enabled: true,
  max_promotions_per_order: 20,
} as const
