/** Says above the mails that the color scheme cannot be chosen. It is always there, since screen readers notice only what changes inside. */
export function SchemeNote({ ignoresScheme }: { readonly ignoresScheme: boolean }) {
  return (
    <div role="status" className="scheme-note">
      {ignoresScheme && (
        <p>This browser shows emails in your own color scheme only, whichever you choose here.</p>
      )}
    </div>
  );
}
