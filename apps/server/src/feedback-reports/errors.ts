import { defineErrors } from '../platform/http/errors.ts'

/** Source: contract, flint-platform 20.3. */
export const feedbackErrors = defineErrors({
  INVALID_FEEDBACK_KIND: [
    400,
    'This kind of feedback is not known.',
    'Send papercut, bug, feature_request, rating, praise or other.',
  ],
  INVALID_FEEDBACK_SURFACE: [
    400,
    'This surface is not known.',
    'Send one of the documented surfaces, such as api, cli or docs.',
  ],
  INVALID_FEEDBACK_SHAPE: [
    400,
    'The report is not as it must be.',
    'Correct the named field: a summary has 1 to 200 characters, a description at most 8000, a list at most 20 items.',
  ],
  INVALID_SURFACE_ROUTE: [
    400,
    'surface_route must be a path that begins with a slash.',
    'Send the path alone, such as /orders, without address and query.',
  ],
  UNSAFE_FEEDBACK_CONTENT: [
    400,
    'The report holds a key, another secret or a card number.',
    'Take it out and send the report again.',
  ],
  FEEDBACK_REPORT_NOT_FOUND: [
    404,
    'There is no feedback report with this id here.',
    'Check the id, and that the key belongs to its mode.',
  ],
})
