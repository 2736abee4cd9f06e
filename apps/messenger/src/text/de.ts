import { deReport } from "./de-report.ts";
import type { Texts } from "./en.ts";

export const de: Texts = {
  appName: "OpenFranking",
  skipToContent: "Zum Inhalt springen",
  language: "Sprache",
  loading: "Wird geladen …",
  tryAgain: "Noch einmal versuchen",
  back: "Zurück",
  cancel: "Abbrechen",
  close: "Schließen",
  you: "Sie",
  start: {
    noConfigTitle: "Der Messenger kann nicht starten",
    noConfig:
      "Dieser Server sagt nicht, wo das Relay ist. Wer ihn betreibt, muss config.json bereitstellen; danach die Seite neu laden.",
    inUseTitle: "Der Messenger ist in einem anderen Tab offen",
    inUse:
      "Immer nur ein Tab hält Ihre Schlüssel und Unterhaltungen, damit sie in Ordnung bleiben. Machen Sie dort weiter, oder schließen Sie ihn, und versuchen Sie es hier noch einmal.",
    unreachableTitle: "Das Relay ist nicht erreichbar",
    unreachable: "Prüfen Sie die Verbindung. Auf diesem Gerät ist nichts verloren.",
    crashedTitle: "In dieser Seite ging etwas schief",
    crashed: "Nichts Gesendetes oder Empfangenes ist verloren. Laden Sie die Seite neu.",
    brokenTitle: "Ihre Unterhaltungen lassen sich nicht öffnen",
    broken:
      "Was dieser Browser für den Messenger aufbewahrt, ist nicht lesbar. Meist liegt es an einem privaten Fenster oder an gesperrten Websitedaten.",
  },
  name: {
    title: "Wählen Sie einen Namen",
    intro:
      "Damit finden andere Sie. Es braucht weder E-Mail noch Telefonnummer. Ihre Schlüssel entstehen jetzt in diesem Browser und bleiben hier.",
    label: "Name",
    hint: "Buchstaben, Ziffern, und . _ - nach dem ersten; bis zu 32. Großschreibung zählt.",
    missing: "Geben Sie einen Namen ein.",
    malformed:
      "Am Anfang ein Buchstabe oder eine Ziffer, dann nur Buchstaben, Ziffern und . _ - zusammen bis zu 32.",
    taken: (name) => `${name} gehört schon zu einem anderen Konto. Wählen Sie einen anderen Namen.`,
    submit: "Anfangen",
    keep: "In einen anderen Browser umziehen geht noch nicht: Wenn Sie die Daten dieser Website löschen, sind Name und Unterhaltungen weg.",
  },
  connection: {
    offline: "Sie sind offline. Nachrichten warten hier und werden gesendet, sobald Sie zurück sind.",
    unreachable:
      "Das Relay ist nicht erreichbar. Nachrichten warten hier und werden gesendet, sobald es wieder da ist.",
    connecting: "Verbindung wird aufgebaut …",
  },
  conversations: {
    title: "Unterhaltungen",
    new: "Neue Unterhaltung",
    none: "Noch keine Unterhaltung.",
    choose: "Wählen Sie eine Unterhaltung, oder fangen Sie eine neue an.",
    unread: (count) => (count === 1 ? "1 neue Nachricht" : `${count} neue Nachrichten`),
    empty: "Noch nichts gesagt",
    hidden: "Eine Nachricht wurde verborgen",
    alone: "Nur Sie",
    mine: (text) => `Sie: ${text}`,
    nav: "Unterhaltungen",
    appNav: "Messenger",
    reports: "Meine Meldungen",
    about: "Über und Grenzen",
  },
  contacts: {
    title: "Neue Unterhaltung",
    who: "Mit wem?",
    whoHint: "Eine Person, oder mehrere für eine Gruppe.",
    none: "Noch keine Kontakte. Fügen Sie jemanden mit Namen hinzu.",
    add: "Jemanden mit Namen hinzufügen",
    addButton: "Hinzufügen",
    added: (name) => `${name} ist in Ihren Kontakten.`,
    unknown: (name) =>
      `Das Relay kennt niemanden namens ${name}. Prüfen Sie die Schreibweise; Großschreibung zählt.`,
    changed: (name) =>
      `Das Relay sagt jetzt, ${name} sei ein anderes Konto als das, das Sie kennen. Schreiben Sie ${name} nicht, bevor Sie auf anderem Weg gesprochen haben.`,
    self: "Das sind Sie.",
    groupName: "Name der Gruppe (freiwillig)",
    start: "Unterhaltung anfangen",
    startGroup: "Gruppe anfangen",
    starting: "Wird angefangen …",
    chooseOne: "Wählen Sie mindestens eine Person.",
    safety: "Sicherheitsnummer",
    safetyOf: (name) => `Sicherheitsnummer mit ${name}`,
    safetyExplained: (name) =>
      `Vergleichen Sie sie mit ${name}, persönlich oder am Telefon. Sehen Sie beide dieselben Ziffern, hat niemand ein anderes Konto dazwischengeschoben. Wer ${name} ist, hat beim Hinzufügen das Relay gesagt.`,
  },
  conversation: {
    notFound: "Diese Unterhaltung ist nicht auf diesem Gerät.",
    messages: "Nachrichten",
    none: "Noch nichts gesagt. Was Sie schreiben, wird für die Leute hier verschlüsselt.",
    write: "Nachricht schreiben",
    send: "Senden",
    sending: "Wartet auf das Senden",
    failed: "Nicht gesendet",
    retry: "Noch einmal senden",
    actions: (name) => `Aktionen zur Nachricht von ${name}`,
    actionsMine: "Aktionen zu Ihrer Nachricht",
    reply: "Antworten",
    report: "Melden …",
    reportHere: "Nachrichten melden",
    people: (count) => (count === 1 ? "1 Person" : `${count} Personen`),
    newMessage: (name, text) => `${name}: ${text}`,
    replyingTo: (name) => `Antwort an ${name}`,
    stopReply: "Nicht antworten",
    groupNamed: (name) => `hat die Gruppe „${name}“ genannt`,
    forwarded: "Weitergeleitet, sagt die App des Absenders",
    attachment: "Anhang",
    preview: "Linkvorschau, wie die App des Absenders sie machte",
    reacted: (value) => `reagiert: ${value}`,
    edited: "hat eine Nachricht geändert in:",
    deleted: "bittet, eine Nachricht zu löschen",
    quoteUnknown:
      "Zitat einer Nachricht, die nicht auf diesem Gerät ist: nur das Wort der Person, die zitiert",
    quoteDiffers: "Dieses Zitat weicht von der Nachricht ab, die es nennt",
    control: (code) => `Unsichtbares Steuerzeichen ${code}: Es kann Text umdrehen`,
  },
  hidden: {
    title: "Eine Nachricht wurde verborgen, weil ihre Prüfung gescheitert ist",
    from: (name) => `Sie kam unter dem Namen ${name}.`,
    code: "Code",
    means: {
      content:
        "Ihr Inhalt ist nicht das, worauf sich der Absender festgelegt hat. Sie wurde unterwegs verändert, oder die App des Absenders hat einen Fehler. Sie ließe sich nicht melden, darum wird sie nicht gezeigt.",
      place:
        "Sie nennt einen anderen Absender, eine andere Unterhaltung oder einen anderen Dienst als den, von dem sie kam. Vielleicht wurde sie von anderswo hierher verschoben.",
      stamp:
        "Der Stempel des Relays lässt sich nicht prüfen: Sein Schlüssel ist unbekannt, oder seine Zeit ist nicht glaubhaft. Sie ließe sich nicht melden, darum wird sie nicht gezeigt.",
      order:
        "Sie widerspricht dem, was vorher kam: eine doppelt benutzte Nummer, oder die Änderung einer fremden Nachricht.",
      encryption:
        "Sie ließ sich nicht entschlüsseln oder wurde für einen anderen Stand der Unterhaltung verschlüsselt.",
      other: "Sie hat eine Prüfung nicht bestanden, die jede Nachricht bestehen muss.",
    },
    whatNow:
      "Sie müssen nichts tun. Geschieht es wieder, sagen Sie es mit dem Code denen, die das Relay betreiben.",
  },
  warning: {
    "roster-mismatch":
      "Die Liste des Relays, wer hier ist, weicht von der ab, die Ihre Schlüssel beweisen. Vielleicht fehlt dort jemand, oder jemand steht dort, ohne mitlesen zu können.",
    "sent-gap": "Eine Nachricht vor dieser kam nicht an: Die Zählung des Absenders hat eine Lücke.",
    "seen-mismatch": "Der Absender sagt, er habe an einer Stelle eine andere Nachricht gesehen als Sie.",
    "refers-to-unknown": "Sie bezieht sich auf eine Nachricht, die nicht auf diesem Gerät ist.",
    "change-refused":
      "Jemand hat geändert, wer hier ist, und das ließ sich nicht prüfen. Was danach kommt, können Sie vielleicht nicht lesen.",
    "stamp-refused":
      "Die Moderation sagt, der Stempel des Relays auf einer Nachricht sei nicht gut. In einer Meldung ließe sich diese Nachricht nicht beweisen.",
    other: (code) => `In dieser Unterhaltung ist etwas nicht in Ordnung (${code}).`,
  },
  people: {
    title: "Wer hier ist",
    groupName: "Name der Gruppe",
    rename: "Namen speichern",
    renamed: "Die Gruppe hat ihren neuen Namen.",
    remove: "Entfernen",
    removeOf: (name) => `${name} entfernen`,
    removeTitle: (name) => `${name} entfernen?`,
    removeBody: (name) =>
      `${name} bekommt nicht mehr, was hier von jetzt an geschrieben wird. Was ${name} bekommen hat, bleibt dort.`,
    add: "Jemanden hinzufügen",
    addOf: (name) => `${name} hinzufügen`,
    addHint: "Neue lesen, was von jetzt an geschrieben wird, und nichts von vorher.",
    nobodyToAdd: "Alle Ihre Kontakte sind schon hier.",
    added: (name) => `${name} ist jetzt hier.`,
    removed: (name) => `${name} wurde entfernt.`,
    thisIsYou: "Das sind Sie",
  },
  report: deReport,
  field: {
    text: "Text",
    sentAt: "Die Uhr des Absenders sagte",
    forwarded: "Wurde weitergeleitet",
    "quote/author": "Zitat: wessen Worte",
    "quote/text": "Zitat: die Worte",
    reaction: "Reaktion",
    "group/name": "Name der Gruppe",
    "preview/title": "Linkvorschau: Titel",
    "preview/description": "Linkvorschau: Beschreibung",
    "preview/url": "Linkvorschau: Adresse",
  },
  attachmentField: {
    name: "Name",
    mediaType: "Art",
    bytes: "Größe",
    commitment: "Fingerabdruck",
  },
  attachmentPart: (index, part) => `Anhang ${index}: ${part}`,
  yes: "ja",
  reports: {
    title: "Meine Meldungen",
    none: "Sie haben nichts gemeldet.",
    refresh: "Aktualisieren",
    refreshed: "Auf dem neuesten Stand.",
    sentAt: "Gesendet",
    messages: (count) => (count === 1 ? "1 Nachricht" : `${count} Nachrichten`),
    state: {
      unknown: "Noch nicht gefragt",
      received: "Eingegangen",
      "in-review": "Wird geprüft",
      decided: "Entschieden",
    },
    stateHint: {
      unknown: "Aktualisieren Sie, um zu sehen, wie es steht.",
      received: "Sie wartet auf jemanden aus dem Prüfteam.",
      "in-review": "Jemand aus dem Prüfteam sieht sie an.",
      decided: "",
    },
    outcome: {
      "action-taken": "Maßnahme ergriffen: Das Gemeldete verletzte die Regeln.",
      "no-violation": "Kein Verstoß: Das Team fand keine verletzte Regel.",
      "cannot-verify": "Nicht nachprüfbar: Was gezeigt wurde, bewies nicht genug.",
    },
  },
  about: {
    title: "Über und Grenzen",
    nameIs: (name) => `Sie sind ${name}.`,
    what: "Was das ist",
    whatBody:
      "Ein Messenger mit Ende-zu-Ende-Verschlüsselung, in dem sich melden lässt, was man bekommt: mit Beweis, und nur so viel, wie man wählt. Das Relay trägt Nachrichten, ohne sie lesen zu können, und stempelt jede. Der Moderationsdienst prüft einen Stempel, wenn Sie melden, und erfährt vorher nichts.",
    limits: "Was es nicht kann",
    limitsList: [
      "Die Verschlüsselung (MLS, RFC 9420, mit ts-mls) und diese App hat niemand unabhängig geprüft. Verlassen Sie sich mit Ihrer Sicherheit nicht allein darauf.",
      "Relay und Moderation zusammen könnten Beweise erfinden. Wer beiden nicht traut, den überzeugt eine bestätigte Meldung von nichts.",
      "Das Relay sieht, wer wem wann und wie viel schreibt. Was, sieht es nicht.",
      "Das Relay sagt, welches Konto zu einem Namen gehört. Vergleichen Sie Sicherheitsnummern, um sicher zu sein.",
      "Ihre Nachrichten sind in diesem Browser verschlüsselt, aber wer ihn benutzen kann, kann sie lesen.",
      "Ein Konto hat ein Gerät, und es gibt keine Sicherungskopie.",
    ],
    provesNot: "Was eine Meldung nicht beweist",
    provesNotList: [
      "Wer getippt hat. Sie nennt ein Konto, keinen Menschen.",
      "Dass wahr ist, was gesagt wurde.",
      "Woher Zitate, Weitergeleitetes und Bilder stammen.",
      "Dass sonst nichts gesagt wurde.",
    ],
    safety: "Ihr Konto",
    checkStamps: "Stempel jetzt prüfen",
    checkStampsHint:
      "Fragt die Moderation, ob die Stempel des Relays auf Ihren Nachrichten gut sind, ohne zu sagen, welche Nachrichten es sind.",
    stampsGood: "Alle geprüften Stempel sind gut.",
    stampsNone: "Es gab keinen Stempel mehr zu prüfen.",
    stampsBad: (count) =>
      count === 1
        ? "1 Stempel ist nicht gut: siehe seine Unterhaltung."
        : `${count} Stempel sind nicht gut: siehe ihre Unterhaltungen.`,
  },
  problem: {
    "no-key-package":
      "Jemand lässt sich gerade nicht hinzufügen: Die App dort muss vorher einmal online gewesen sein. Versuchen Sie es später.",
    "not-disclosable":
      "Eine der Nachrichten lässt sich so nicht öffnen. Zeigen Sie sie ganz, oder nur, dass sie gesendet wurde.",
    "relay-changed":
      "Die Moderation ist eine andere als die, die dieser Browser zuerst getroffen hat. Nichts wurde an sie gesendet.",
    "receipt-wrong":
      "Die Antwort der Moderation ist nicht, wie sie sein muss. Sehen Sie später unter „Meine Meldungen“ nach, und senden Sie noch einmal, wenn sie dort fehlt.",
    "key-changed":
      "Das Relay nennt für jemanden ein anderes Konto als das, das Sie kennen. Sprechen Sie zuerst auf anderem Weg.",
    "not-a-member": "Sie sind nicht mehr in dieser Unterhaltung.",
    "stale-epoch": "Die Unterhaltung hat sich gerade geändert. Versuchen Sie es noch einmal.",
    "rate-limited": "Zu viele Anfragen. Warten Sie eine Minute, und versuchen Sie es noch einmal.",
    "too-large": "Das ist zu groß. Machen Sie es kleiner.",
    "reporter-refused":
      "Die Moderation hat das Wort des Relays, wer Sie sind, nicht angenommen. Versuchen Sie es noch einmal.",
    unavailable:
      "Der Dienst ist nicht erreichbar. Prüfen Sie die Verbindung, und versuchen Sie es noch einmal.",
    other:
      "Das hat nicht geklappt. Versuchen Sie es noch einmal; geschieht es wieder, laden Sie die Seite neu.",
  },
};
