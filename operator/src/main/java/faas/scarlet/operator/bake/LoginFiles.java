package faas.scarlet.operator.bake;

import faas.scarlet.aws.bake.Login;
import faas.scarlet.aws.bake.Logins;
import faas.scarlet.operator.image.RegistryLogins;
import java.util.List;
import java.util.Optional;

/**
 * Logins that somebody has put into Secrets, and what to tell whom where they do not do.
 *
 * @param files of Docker's {@code config.json} form
 * @param where they are, as their owner knows it
 * @param toGiveOne what to do where there is no file
 */
record LoginFiles(List<String> files, String where, String toGiveOne) implements Logins {
  LoginFiles {
    files = List.copyOf(files);
  }

  @Override
  public Optional<Login> of(String host, String repository) {
    return RegistryLogins.of(host, repository, files)
        .map(login -> new Login(login.getUsername(), login.getPassword()));
  }

  @Override
  public String remedy(String host, boolean hasLogin) {
    if (hasLogin) {
      return "the login for %s in %s was refused; change it to one that may do this"
          .formatted(host, where);
    }
    return files.isEmpty()
        ? "it wants a login for %s; %s".formatted(host, toGiveOne)
        : "it wants a login, and there is none for %s in %s; add it there".formatted(host, where);
  }

  /** Logins are nobody's to read. */
  @Override
  public String toString() {
    return "LoginFiles[" + where + "]";
  }
}
