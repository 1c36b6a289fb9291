// Shows messages as notifications of the browser, and asks for leave to do so when somebody presses the button for it.
const asked = 'mi-notify-asked';

export function state() {
  if (!('Notification' in window)) return 'none';
  return Notification.permission === 'default' && localStorage.getItem(asked) ? 'denied' : Notification.permission;
}

// The press itself must ask: browsers refuse a question that comes later.
export function attach(bar) {
  bar.addEventListener('click', e => {
    const answer = e.target.closest('[data-answer]')?.dataset.answer;
    if (!answer) return;
    localStorage.setItem(asked, answer);
    bar.hidden = true;
    if (answer === 'yes') Notification.requestPermission();
  });
}

// The same message in several tabs has the same tag and is shown once.
export function show(title, body, tag, url) {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  const note = new Notification(title, { body, tag });
  note.onclick = () => {
    window.focus();
    note.close();
    if (url && new URL(url, location.href).origin === location.origin) location.href = url;
  };
}
