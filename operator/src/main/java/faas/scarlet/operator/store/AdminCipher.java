package faas.scarlet.operator.store;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what MinIO's admin API takes encrypted only, by the way of its FIPS builds, which every
 * MinIO reads and the JDK can do alone: salt, algorithm, nonce, then AES-256-GCM in packages (<a
 * href="https://github.com/minio/madmin-go/blob/main/encrypt.go">madmin-go</a>, <a
 * href="https://github.com/secure-io/sio-go">sio-go</a>). The key is PBKDF2 of the administrator's
 * secret.
 */
final class AdminCipher {
  private static final int SALT_BYTES = 32;
  private static final byte PBKDF2_AES_GCM = 2;
  private static final int NONCE_BYTES = 8;
  private static final int COST = 8192;
  private static final int KEY_BITS = 256;
  private static final int TAG_BITS = 128;
  private static final byte LAST_PACKAGE = (byte) 0x80;

  /** More would have to be cut into several packages. */
  private static final int MOST_BYTES = 16 * 1024;

  private static final SecureRandom RANDOM = new SecureRandom();

  private AdminCipher() {}

  static byte[] encrypt(String secretKey, byte[] plain) {
    if (plain.length > MOST_BYTES) {
      throw new IllegalArgumentException("expected at most 16 KiB, found " + plain.length);
    }
    byte[] salt = random(SALT_BYTES);
    byte[] nonce = random(NONCE_BYTES);
    try {
      var key = key(secretKey, salt);
      var associated = new ByteArrayOutputStream();
      associated.write(LAST_PACKAGE);
      associated.writeBytes(seal(key, nonce, 0, new byte[0], new byte[0]));
      var all = new ByteArrayOutputStream();
      all.writeBytes(salt);
      all.write(PBKDF2_AES_GCM);
      all.writeBytes(nonce);
      all.writeBytes(seal(key, nonce, 1, plain, associated.toByteArray()));
      return all.toByteArray();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2 and AES-GCM", e);
    }
  }

  private static SecretKeySpec key(String secretKey, byte[] salt) throws GeneralSecurityException {
    var spec = new PBEKeySpec(secretKey.toCharArray(), salt, COST, KEY_BITS);
    byte[] key =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    return new SecretKeySpec(key, "AES");
  }

  private static byte[] seal(
      SecretKeySpec key, byte[] nonce, int number, byte[] plain, byte[] associated)
      throws GeneralSecurityException {
    byte[] iv =
        ByteBuffer.allocate(NONCE_BYTES + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(nonce)
            .putInt(number)
            .array();
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(associated);
    return cipher.doFinal(plain);
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return random;
  }
}
