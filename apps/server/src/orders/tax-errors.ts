import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-commerce 4.6 and 17 (ORDER_TAX_*). */
export const taxErrors = defineErrors({
  INVALID_TAX_PERCENTAGE: [
    400,
    'A tax percentage is from 0 to 100, with at most four decimals.',
    'Send such a percentage.',
  ],
  INVALID_TAX_MODE: [400, 'This tax mode is not known.', 'Send automatic or external.'],
  INVALID_TAX_PRICE_MODE: [400, 'This price mode is not known.', 'Send additive or inclusive.'],
  INVALID_TAX_CALCULATION_TYPE: [
    400,
    'This kind of tax component is not known.',
    'Send percentage on a line or charge, flat_amount on the order.',
  ],
  INVALID_TAX_TYPE: [
    400,
    'This tax type is not known.',
    'Send sales_tax or use_tax with a percentage, retail_delivery_fee with a flat amount.',
  ],
  INVALID_TAX_JURISDICTION: [
    400,
    'This jurisdiction is not as it must be.',
    'Send code, country, level (state, county, city, district), name and state as text.',
  ],
  INVALID_FLAT_TAX: [
    400,
    'A flat tax has flat_money of at least 1 and the tax type retail_delivery_fee.',
    'Send both.',
  ],
  FLAT_TAX_SCOPE_INVALID: [
    400,
    'A flat tax belongs to the order, not to a line or charge.',
    'Send it in tax.calculation.components of the order.',
  ],
  FLAT_TAX_PRICE_MODE_INVALID: [
    400,
    "The order's own taxes are always on top of the prices.",
    'Leave price_mode out, or send additive.',
  ],
  ORDER_PERCENTAGE_TAX_FORBIDDEN: [
    400,
    'A percentage belongs to a line or charge, not to the order.',
    'Send it in tax.calculation of each line and charge.',
  ],
  AUTOMATIC_TAX_COMPONENTS_FORBIDDEN: [
    400,
    'Automatic tax looks its rates up; it takes none.',
    'Leave components out, or send mode external.',
  ],
  EXTERNAL_TAX_COMPONENTS_REQUIRED: [
    400,
    'External tax needs the rates.',
    'Send components with one entry or more.',
  ],
  DUPLICATE_TAX_COMPONENT: [
    400,
    'A jurisdiction has the same tax twice.',
    'Send each tax of a jurisdiction once.',
  ],
  TAX_MODE_MISMATCH: [
    409,
    "The order's tax is automatic, but a line or charge brings rates of its own.",
    "Leave the part's calculation out, or change the order's tax to external first.",
  ],
  ORDER_TAX_LOCATION_REQUIRED: [
    400,
    'A tax location needs a postal code.',
    'Send location.address with postal_code, or location.postal_code.',
  ],
  ORDER_TAX_LOCATION_INVALID: [
    400,
    'This tax location is not a place.',
    'Send a postal code and a state of the United States, or the address of another country.',
  ],
  ORDER_TAX_UNSUPPORTED_COUNTRY: [
    400,
    'Tax is not calculated for this country.',
    "Send another location, or lay the rates on the lines with mode 'external'.",
  ],
  ORDER_TAX_NOT_READY: [
    409,
    "The order's tax cannot be calculated yet.",
    'Send tax.location with the update of the order, or switch tax off; then pay.',
  ],
  ORDER_TAX_NOT_UPDATABLE_AFTER_PAYMENT: [
    409,
    'Money was collected with this tax; it can no longer change.',
    'Refund what was taxed wrongly. Lines that are added are taxed as before.',
    { nextActions: [{ action: 'create_refund', because: 'tax_collected', needsPerson: true }] },
  ],
})

/** What an order's `tax` may be refused for. */
export const orderTaxErrors = [
  taxErrors.AUTOMATIC_TAX_COMPONENTS_FORBIDDEN,
  taxErrors.ORDER_PERCENTAGE_TAX_FORBIDDEN,
  taxErrors.INVALID_FLAT_TAX,
  taxErrors.FLAT_TAX_PRICE_MODE_INVALID,
  taxErrors.DUPLICATE_TAX_COMPONENT,
  taxErrors.TAX_MODE_MISMATCH,
  taxErrors.ORDER_TAX_LOCATION_REQUIRED,
  taxErrors.ORDER_TAX_LOCATION_INVALID,
  taxErrors.ORDER_TAX_UNSUPPORTED_COUNTRY,
]

/** What the `tax` of a line or charge may be refused for. */
export const partTaxErrors = [
  taxErrors.INVALID_TAX_PERCENTAGE,
  taxErrors.EXTERNAL_TAX_COMPONENTS_REQUIRED,
  taxErrors.FLAT_TAX_SCOPE_INVALID,
]
/** The same where a part is added to an order or changed, whose own tax has a say. */
export const changedPartTaxErrors = [
  ...partTaxErrors,
  taxErrors.AUTOMATIC_TAX_COMPONENTS_FORBIDDEN,
  taxErrors.DUPLICATE_TAX_COMPONENT,
  taxErrors.TAX_MODE_MISMATCH,
]
