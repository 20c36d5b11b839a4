import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-error-codes, and flint-commerce 14. */
export const categoryErrors = defineErrors({
  INVALID_CATEGORY_NAME: [400, "A category's name has 1 to 255 characters.", 'Send such a name.'],
  INVALID_CATEGORY_HANDLE: [
    400,
    'A handle has lower-case letters, digits and single hyphens, at most 100 characters.',
    'Send a handle such as hot-drinks, or leave it out to have it made from the name.',
  ],
  INVALID_CATEGORY_DESCRIPTION: [
    400,
    "A category's description has at most 2000 characters.",
    'Shorten the description.',
  ],
  INVALID_CATEGORY_STATUS: [400, 'This category status is not known.', 'Send active or deleted.'],
  CATEGORY_HANDLE_EXISTS: [409, 'Another category has this handle.', 'Send another handle.'],
  CATEGORY_MODIFIED: [
    409,
    'The category has changed since you read it.',
    'Read the category again, then repeat with its version.',
  ],
  CATEGORY_REFERENCED: [
    409,
    'Products or bundles are in this category.',
    'Take the category from them, or archive them, then delete it.',
  ],
  CATEGORY_TARGETED: [
    409,
    'A promotion is limited to this category.',
    'Change the rules of the promotion, or archive it, then delete the category.',
  ],
  ARCHIVED_CATEGORY: [409, 'The category is deleted.', 'Use another category, or create a new one.'],
})
