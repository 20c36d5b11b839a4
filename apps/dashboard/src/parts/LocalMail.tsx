/** Names that only this machine answers to. */
const localName = /^(localhost|127(\.\d+){3}|\[::1\]|.*\.localhost)$/

/** On a local start without a mail server, mail about accounts reaches nobody: where it is kept. */
export const LocalMail = ({ what }: { what: string }) =>
  localName.test(location.hostname) && (
    <p className="text-ink-soft">
      Without a mail server, {what} is kept on this machine:{' '}
      <a href="/mail" target="_blank" rel="noreferrer" className="link underline">
        open the mail
      </a>
      .
    </p>
  )
