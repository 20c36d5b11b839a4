import { CodeBlock } from './Notice.tsx'

/** What the API has answered or taken, as it is. */
export const JsonView = ({ value, what = 'JSON' }: { value: unknown; what?: string }) => (
  <CodeBlock code={JSON.stringify(value, null, 2) ?? 'null'} what={what} />
)
