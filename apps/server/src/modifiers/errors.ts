import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-error-codes, and flint-commerce 4.2 and 14. */
export const modifierErrors = defineErrors({
  INVALID_MODIFIER: [
    400,
    'A modifier is not as it must be.',
    'Correct the named field; GET /v1/modifier-groups lists the modifiers there are.',
  ],
  INVALID_MODIFIER_STATUS: [400, 'This modifier status is not known.', 'Send active or archived.'],
  INVALID_MODIFIER_GROUP: [
    400,
    'The modifier group is not as it must be.',
    'Correct the named field; GET /v1/modifier-groups lists the groups there are.',
  ],
  INVALID_MODIFIER_GROUP_STATUS: [
    400,
    'This modifier group status is not known.',
    'Send active or archived.',
  ],
  INVALID_MODIFIER_GROUP_TYPE: [400, 'This modifier group type is not known.', 'Send list or text.'],
  INVALID_MODIFIER_SET: [400, 'The modifier set is not as it must be.', 'Correct the named field.'],
  INVALID_MODIFIER_SET_ID: [
    400,
    'There is no modifier set with this id that could be used.',
    'Send the id of an active set; GET /v1/modifier-sets lists them.',
  ],
  INVALID_MODIFIER_SET_STATUS: [400, 'This modifier set status is not known.', 'Send active or archived.'],
  MODIFIERS_REQUIRED: [
    400,
    'A group of the type list needs modifiers.',
    'Send modifiers with one entry or more.',
  ],
  MODIFIER_CURRENCY_MISMATCH: [
    409,
    'The modifier is priced in another currency.',
    'Use modifiers in the currency of the order; a group or a set has one currency.',
  ],
  MODIFIER_DUPLICATE_SELECTION: [
    400,
    'The same modifier is chosen twice on one line.',
    'Send it once, with a quantity where the group takes quantities.',
  ],
  MODIFIER_GROUP_CHANGED: [
    409,
    'The modifier group has changed since you read it.',
    'Read the group again, then repeat with its version.',
  ],
  MODIFIER_GROUP_REQUIRED: [
    400,
    'A modifier group asks for a choice that the line does not make.',
    "Choose from each required group of the product's modifier set.",
  ],
  MODIFIER_OVERRIDE_INVALID: [
    400,
    'The limits that the set gives a group do not go together.',
    'Keep min_selections at most max_selections; a text group takes one text only.',
  ],
  MODIFIER_QUANTITY_INVALID: [
    400,
    'The quantity of a modifier is not allowed.',
    'Send a whole number from 1 to 9999, and more than 1 only where the group takes quantities.',
  ],
  MODIFIER_SELECTION_LIMIT_EXCEEDED: [
    400,
    'More modifiers are chosen than allowed.',
    "Choose no more than the group's max_selections.",
  ],
  MODIFIER_SOURCE_UNSUPPORTED: [
    400,
    'This item does not take such a modifier.',
    "Choose from the product's own modifier set.",
  ],
  MODIFIER_TEXT_INVALID: [400, 'The text of a modifier is empty or too long.', 'Send a shorter text.'],
  MODIFIER_UNAVAILABLE: [
    409,
    'The modifier is not offered any more.',
    'Choose another one; archived modifiers, groups and sets cannot be sold.',
  ],
})
